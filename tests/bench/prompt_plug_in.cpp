// A plug-in that takes every message at once: the protocol of docs/plug-ins.md and nothing behind
// it, so that what is measured is ours.
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

namespace {

/// The text behind `key`, which the host writes as plain ASCII.
std::string_view text_after(std::string_view line, std::string_view key) {
    auto const at = line.find(key);
    if (at == std::string_view::npos) return {};
    auto const rest = line.substr(at + key.size());
    return rest.substr(0, rest.find_first_of("\",}"));
}

std::string answer_to(std::string_view line) {
    auto const operation = text_after(line, R"("op":")");
    if (operation == "send") {
        return R"({"op":"result","id":")" + std::string{text_after(line, R"("id":")")} +
               R"(","items":[{"rid":"r1","status":"accepted","provider_id":"1"}]})";
    }
    if (operation == "hello") {
        return R"({"op":"hello","proto":1,"name":"prompt","version":"1","limits":{"max_inflight":64}})";
    }
    if (operation == "init") return R"({"op":"ready"})";
    if (operation == "ping") {
        return R"({"op":"pong","n":)" + std::string{text_after(line, R"("n":)")} + "}";
    }
    return operation == "drain" ? R"({"op":"drained"})" : R"({"op":"unsupported"})";
}

void say(std::string_view words) {
    while (!words.empty()) {
        auto const written = ::write(STDOUT_FILENO, words.data(), words.size());
        if (written <= 0) ::_exit(1);
        words.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

int main() {
    std::array<char, 65'536> buffer{};
    std::string heard;
    while (true) {
        auto const size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (size <= 0) return 0;
        heard.append(buffer.data(), static_cast<std::size_t>(size));
        std::string answers;
        std::size_t begin = 0;
        for (auto end = heard.find('\n'); end != std::string::npos; end = heard.find('\n', begin)) {
            answers += answer_to(std::string_view{heard}.substr(begin, end - begin)) + '\n';
            begin = end + 1;
        }
        heard.erase(0, begin);
        say(answers);
    }
}
