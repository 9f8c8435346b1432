#include "adapters/mailbox/mailbox.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <string_view>

namespace duban::mailbox {

namespace {

constexpr std::size_t bytes_max = 1'000'000;
constexpr long connect_seconds = 30;

/// "* SEARCH 3 5 8\r\n" -> 3, 5, 8
std::vector<Uid> uids_in(std::string_view answer) {
    constexpr std::string_view opening = "* SEARCH";
    std::vector<Uid> uids;
    auto const at = answer.find(opening);
    if (at == std::string_view::npos) return uids;
    answer.remove_prefix(at + opening.size());
    answer = answer.substr(0, answer.find_first_of("\r\n"));
    while (!answer.empty()) {
        answer.remove_prefix(std::min(answer.find_first_not_of(' '), answer.size()));
        Uid uid = 0;
        auto const [end, error] =
            std::from_chars(answer.data(), answer.data() + answer.size(), uid);
        if (error != std::errc{}) break;
        uids.push_back(uid);
        answer.remove_prefix(static_cast<std::size_t>(end - answer.data()));
    }
    return uids;
}

}  // namespace

struct Mailbox::Handle {
    explicit Handle(MailboxAccount const& account);

    ~Handle() { curl_easy_cleanup(curl); }

    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;

    template <class Value>
    void set(CURLoption option, Value value) {
        if (curl_easy_setopt(curl, option, value) != CURLE_OK) {
            throw std::runtime_error{fmt::format("libcurl refuses option {}", int{option})};
        }
    }

    void set_tls(MailboxAccount const& account);
    CURLcode try_to_perform();
    [[nodiscard]] char const* words_of(CURLcode code) const;
    std::string perform();
    /// A command in the mailbox; its untagged answers.
    std::string command(std::string const& words);

    static std::size_t on_bytes(char* bytes, std::size_t size, std::size_t count, void* self);

    CURL* curl = nullptr;
    std::string url;
    std::string answer;
    std::array<char, CURL_ERROR_SIZE> trouble{};
};

Mailbox::Handle::Handle(MailboxAccount const& account) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    curl = curl_easy_init();
    if (!curl) throw std::runtime_error{"libcurl gives no handle"};
    auto const* const scheme = account.security == Security::implicit_tls ? "imaps" : "imap";
    url = fmt::format("{}://{}:{}/INBOX", scheme, account.host, account.port);
    set(CURLOPT_PROTOCOLS_STR, "imap,imaps");
    set(CURLOPT_PROXY, "");  // none, whatever the environment says
    set(CURLOPT_NOSIGNAL, 1L);
    // libcurl 7.88 drops the middle of an untagged line that is longer than its buffer: a search
    // that finds thousands of mails.
    set(CURLOPT_BUFFERSIZE, 524'288L);
    set(CURLOPT_USERNAME, account.user.c_str());
    set(CURLOPT_PASSWORD, account.password.c_str());
    set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(account.patience.count()));
    set(CURLOPT_ERRORBUFFER, trouble.data());
    set(CURLOPT_WRITEFUNCTION, &on_bytes);
    set(CURLOPT_WRITEDATA, this);
    set_tls(account);
}

void Mailbox::Handle::set_tls(MailboxAccount const& account) {
    if (account.security == Security::none) return;
    set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (account.ca_file.empty()) return;
    set(CURLOPT_CAINFO, account.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));
}

CURLcode Mailbox::Handle::try_to_perform() {
    answer.clear();
    trouble.front() = '\0';
    return curl_easy_perform(curl);
}

char const* Mailbox::Handle::words_of(CURLcode code) const {
    return trouble.front() != '\0' ? trouble.data() : curl_easy_strerror(code);
}

std::string Mailbox::Handle::perform() {
    auto const code = try_to_perform();
    if (code == CURLE_OK) return std::move(answer);
    throw MailboxFailure{words_of(code)};
}

std::string Mailbox::Handle::command(std::string const& words) {
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_CUSTOMREQUEST, words.c_str());
    return perform();
}

std::size_t Mailbox::Handle::on_bytes(char* bytes,
                                      std::size_t size,
                                      std::size_t count,
                                      void* self) {
    try {
        auto& answer = static_cast<Handle*>(self)->answer;
        answer.append(bytes, std::min(size * count, bytes_max - answer.size()));
        return size * count;
    } catch (std::exception const&) {
        return 0;  // no exception may pass through libcurl, which now gives up
    }
}

Mailbox::Mailbox(MailboxAccount const& account) : handle_{std::make_unique<Handle>(account)} {}

Mailbox::~Mailbox() = default;

std::vector<Uid> Mailbox::find_new(std::size_t limit) {
    auto uids = uids_in(handle_->command("UID SEARCH UNFLAGGED UNDELETED UNSEEN"));
    auto seen = uids_in(handle_->command("UID SEARCH UNFLAGGED UNDELETED SEEN"));
    std::ranges::sort(uids);
    std::ranges::sort(seen);
    uids.insert(uids.end(), seen.begin(), seen.end());
    if (uids.size() > limit) uids.resize(limit);
    return uids;
}

std::string Mailbox::read(Uid mail) {
    handle_->set(CURLOPT_CUSTOMREQUEST, static_cast<char const*>(nullptr));
    // Of a long one no more than is read comes over the line.
    auto const where = fmt::format("{}/;UID={}/;PARTIAL=0.{}", handle_->url, mail, bytes_max);
    handle_->set(CURLOPT_URL, where.c_str());
    auto const code = handle_->try_to_perform();
    if (code == CURLE_OK) return std::move(handle_->answer);
    if (code == CURLE_REMOTE_FILE_NOT_FOUND || code == CURLE_WEIRD_SERVER_REPLY)
        throw MailRefused{handle_->words_of(code)};
    throw MailboxFailure{handle_->words_of(code)};
}

void Mailbox::remove(Uid mail) {
    handle_->command(fmt::format("UID STORE {} +FLAGS.SILENT (\\Deleted)", mail));
    try {
        handle_->command(fmt::format("UID EXPUNGE {}", mail));
    } catch (MailboxFailure const&) {
        handle_->command("EXPUNGE");  // a server without UIDPLUS (RFC 4315)
    }
}

void Mailbox::flag(Uid mail) {
    handle_->command(fmt::format("UID STORE {} +FLAGS.SILENT (\\Flagged)", mail));
}

void Mailbox::mark_tried(Uid mail) {
    handle_->command(fmt::format("UID STORE {} +FLAGS.SILENT (\\Seen)", mail));
}

}  // namespace duban::mailbox
