#include "adapters/channels/program/known_secrets.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace duban::program {

namespace {

// A shorter one may stand in a number by chance: nothing else is doubted for it than the words that
// it stands in.
constexpr std::size_t telling_bytes = 8;

constexpr std::string_view instead = "(it holds a secret)";

std::vector<std::string> lines_of(std::string_view secret) {
    std::vector<std::string> lines;
    while (!secret.empty()) {
        auto const size = std::min(secret.find('\n'), secret.size());
        auto line = secret.substr(0, size);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        secret.remove_prefix(std::min(size + 1, secret.size()));
    }
    return lines;
}

/// As it stands in JSON, without the quotation marks.
std::string escaped(std::string const& text) {
    auto const quoted = boost::json::serialize(boost::json::string{text});
    return quoted.substr(1, quoted.size() - 2);
}

/// The parts of a message that go into the log, the store and mails.
class Cleaning {
  public:
    Cleaning(KnownSecrets const& secrets, std::string_view line)
        : secrets_(secrets), doubted_(secrets.are_in(line, telling_bytes)) {}

    void operator()(Hello& hello) const {
        clean(hello.name);
        clean(hello.version);
    }

    void operator()(Fatal& fatal) const {
        clean(fatal.code);
        clean(fatal.words);
    }

    void operator()(Answer& answer) const {
        clean(answer.outcome.code);
        clean(answer.outcome.words);
        clean_number(answer.outcome.provider_id);
    }

    void operator()(Receipt& receipt) const {
        clean(receipt.receipt.code);
        clean(receipt.receipt.words);
        clean_number(receipt.receipt.provider_id);
    }

    void operator()(Ready& /*ready*/) const {}

    void operator()(Pong& /*pong*/) const {}

    void operator()(Other& other) const { clean(other.operation); }

  private:
    /// Words that were cut may end with half of one.
    void clean(std::string& words) const {
        if (!words.empty() && (doubted_ || secrets_.are_in(words))) words = instead;
    }

    /// No words in its place: another message would seem to have the same number.
    void clean_number(std::string& number) const {
        if (secrets_.are_in(number, telling_bytes)) number.clear();
    }

    KnownSecrets const& secrets_;
    bool const doubted_;
};

}  // namespace

KnownSecrets::KnownSecrets(NamedTexts const& secrets) {
    for (auto const& [name, secret] : secrets) {
        auto const lines = lines_of(secret);
        for (auto const& line : lines) {
            // Of several lines a short one, like a bracket, tells nothing.
            if (line.empty() || (lines.size() > 1 && line.size() < telling_bytes)) continue;
            texts_.push_back(line);
            if (auto in_json = escaped(line); in_json != line) texts_.push_back(std::move(in_json));
        }
    }
}

bool KnownSecrets::are_in(std::string_view text, std::size_t bytes_min) const {
    return std::ranges::any_of(texts_, [&](std::string const& secret) {
        return secret.size() >= bytes_min && text.find(secret) != std::string_view::npos;
    });
}

std::string_view KnownSecrets::shown(std::string_view words) const {
    return are_in(words) ? instead : words;
}

void KnownSecrets::leave_out(Message& message, std::string_view line) const {
    std::visit(Cleaning{*this, line}, message);
}

}  // namespace duban::program
