#include "adapters/channels/smtp/transcript.hpp"

#include <algorithm>
#include <array>

#include "engine/delivery/outcome.hpp"

namespace duban::smtp {

namespace {

constexpr std::size_t reply_bytes_max = 2'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "5.1.1" at the front of a reply's text, where its class agrees with the code.
std::string_view enhanced_code(std::string_view text, char code_class) {
    auto const end = text.find(' ');
    auto const word = text.substr(0, end);
    bool const formed =
        word.size() >= 5 && word.size() <= 9 && word[0] == code_class && word[1] == '.' &&
        std::count(word.begin(), word.end(), '.') == 2 && is_digit(word.back()) &&
        word.find("..") == std::string_view::npos &&
        std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
    return formed ? word : std::string_view{};
}

void trim_end(std::string_view& line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
}

}  // namespace

void Transcript::sent(std::string_view command) {
    using Verb = std::pair<std::string_view, Stage>;
    constexpr std::array verbs{Verb{"EHLO ", Stage::hello},
                               Verb{"HELO ", Stage::hello},
                               Verb{"STARTTLS", Stage::hello},
                               Verb{"AUTH ", Stage::authentication},
                               Verb{"MAIL FROM:", Stage::sender},
                               Verb{"RCPT TO:", Stage::recipient}};
    for (auto const& [verb, stage] : verbs) {
        if (command.starts_with(verb)) return enter(stage);
    }
    if (command.starts_with("QUIT")) over_ = true;
    // "DATA" alone could also be a piece of base64 within AUTH.
    if (command.starts_with("DATA") && stage_ == Stage::recipient) enter(Stage::data);
}

void Transcript::received(std::string_view line) {
    if (over_) return;  // the answer to QUIT says nothing of the mail
    trim_end(line);
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return;
    int const code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    auto text = line.substr(std::min<std::size_t>(line.size(), 4));
    auto const enhanced = enhanced_code(text, line[0]);
    if (!enhanced.empty()) text.remove_prefix(std::min(enhanced.size() + 1, text.size()));
    if (lines_.size() + text.size() < reply_bytes_max) {
        if (!lines_.empty()) lines_ += ' ';
        lines_ += text;
    }
    bool const more = line.size() > 3 && line[3] == '-';
    if (more) return;
    if (stage_ == Stage::data && code == 354) return enter(Stage::content);
    reply_ = Reply{.code = code,
                   .enhanced = std::string{enhanced},
                   .words = delivery::printable_words(lines_)};
    lines_.clear();
}

void Transcript::enter(Stage stage) {
    stage_ = stage;
    reply_.reset();
    lines_.clear();
}

}  // namespace duban::smtp
