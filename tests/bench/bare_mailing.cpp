#include "tests/bench/bare_mailing.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

namespace duban::bench {

namespace {

std::size_t read_mail(char* buffer, std::size_t size, std::size_t count, void* unsent) {
    auto& rest = *static_cast<std::string_view*>(unsent);
    auto const taken = std::min(size * count, rest.size());
    std::memcpy(buffer, rest.data(), taken);
    rest.remove_prefix(taken);
    return taken;
}

/// False where a mail was not taken.
bool send_share(BareMailing const& mailing, std::size_t mails) {
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const curl{curl_easy_init(),
                                                                   &curl_easy_cleanup};
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const recipients{
        curl_slist_append(nullptr, mailing.recipient.c_str()), &curl_slist_free_all};
    std::string_view unsent;
    auto const url = "smtp://127.0.0.1:" + std::to_string(mailing.port);
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, mailing.sender.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, &read_mail);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &unsent);
    curl_easy_setopt(
        curl.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mailing.mail.size()));
    for (std::size_t n = 0; n < mails; ++n) {
        unsent = mailing.mail;
        if (curl_easy_perform(curl.get()) != CURLE_OK) return false;
    }
    return true;
}

}  // namespace

void send(BareMailing const& mailing) {
    std::atomic<bool> all_taken = true;
    std::vector<std::thread> threads;
    for (std::size_t n = 0; n < mailing.connections; ++n) {
        auto const share = mailing.mails / mailing.connections +
                           (n < mailing.mails % mailing.connections ? 1U : 0U);
        threads.emplace_back([&, share] {
            if (!send_share(mailing, share)) all_taken = false;
        });
    }
    for (auto& thread : threads) thread.join();
    if (!all_taken) throw std::runtime_error{"a mail was not taken"};
}

}  // namespace duban::bench
