#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "adapters/cli/usage_impl.hpp"
#include "engine/base/problem.hpp"
#include "engine/base/utf8.hpp"

namespace duban::cli {

namespace {

/// The command that was given, with the one below it, or the program itself.
CLI::App const& innermost(CLI::App const& app) {
    auto const given = app.get_subcommands();
    return given.empty() ? app : innermost(*given.front());
}

std::string called(CLI::App const& command) {
    auto const* const above = command.get_parent();
    return above == nullptr ? "duban" : fmt::format("{} {}", called(*above), command.get_name());
}

std::vector<CLI::App const*> commands_below(CLI::App const& app) {
    return app.get_subcommands([](CLI::App const*) { return true; });
}

Text with_help(CLI::App const& app, Text const& what) {
    auto const command = called(innermost(app));
    return {.zh_cn = fmt::format("{}（用法见 {} --help）", what.zh_cn, command),
            .en = fmt::format("{} (see {} --help)", what.en, command)};
}

Text with_suggestion(Text const& what, std::string const& near) {
    if (near.empty()) return what;
    return {.zh_cn = fmt::format("{}；是否指“{}”？", what.zh_cn, near),
            .en = fmt::format("{}; did you mean \"{}\"?", what.en, near)};
}

Text unknown_command(CLI::App const& app, std::string const& word) {
    std::vector<std::string_view> known;
    for (auto const* command : commands_below(app)) known.emplace_back(command->get_name());
    return with_suggestion({.zh_cn = fmt::format("没有命令“{}”", word),
                            .en = fmt::format("there is no command \"{}\"", word)},
                           nearest(word, known));
}

/// All options that may stand here: the command's own and those of every command.
std::vector<CLI::Option const*> options_of(CLI::App const& app) {
    auto const& command = innermost(app);
    auto options = command.get_options();
    if (&command != &app) {
        for (auto const* option : app.get_options()) options.push_back(option);
    }
    return options;
}

Text unknown_option(CLI::App const& app, std::string const& typed) {
    auto const word = typed.substr(0, typed.find('='));
    std::vector<std::string> names;
    for (auto const* option : options_of(app)) {
        for (auto const& name : option->get_lnames()) names.push_back("--" + name);
    }
    return with_suggestion({.zh_cn = fmt::format("没有选项“{}”", word),
                            .en = fmt::format("there is no option \"{}\"", word)},
                           nearest(word, {names.begin(), names.end()}));
}

Text not_understood(CLI::App const& app, std::string const& word) {
    if (word.size() > 1 && word.starts_with('-')) return unknown_option(app, word);
    auto const& command = innermost(app);
    if (!commands_below(command).empty()) return unknown_command(command, word);
    return {.zh_cn = fmt::format("多余的“{}”", word),
            .en = fmt::format("\"{}\" is too much here", word)};
}

/// A word that belongs nowhere explains more than what is missing because of it.
std::string first_left_over(CLI::App const& app) {
    for (auto const& word : app.remaining(true)) {
        if (word != "--") return word;
    }
    return {};
}

std::vector<std::string> missing_options(CLI::App const& app) {
    std::vector<std::string> missing;
    for (auto const* option : innermost(app).get_options()) {
        if (option->get_required() && option->count() == 0) missing.push_back(option->get_name());
    }
    return missing;
}

Text missing(CLI::App const& app) {
    if (!commands_below(innermost(app)).empty())
        return {.zh_cn = "缺少命令", .en = "a command is missing"};
    auto const names = missing_options(app);
    return {.zh_cn = fmt::format("缺少 {}", fmt::join(names, "、")),
            .en = fmt::format("missing: {}", fmt::join(names, ", "))};
}

/// The option that CLI11's message speaks of.
std::string option_in(CLI::App const& app, std::string_view message) {
    std::string longest;
    for (auto const* option : options_of(app)) {
        auto name = option->get_name();
        if (message.find(name) != std::string_view::npos && name.size() > longest.size())
            longest = std::move(name);
    }
    return longest;
}

Text wrong_count(CLI::App const& app, std::string_view message) {
    auto const name = option_in(app, message);
    if (message.find("missing") != std::string_view::npos) {
        return {.zh_cn = fmt::format("选项 {} 缺少取值", name),
                .en = fmt::format("the option {} needs a value", name)};
    }
    return {.zh_cn = fmt::format("选项 {} 只能给一次", name),
            .en = fmt::format("the option {} can be given once only", name)};
}

Text explained(CLI::App const& app, CLI::ParseError const& error) {
    if (auto const word = first_left_over(app); !word.empty()) return not_understood(app, word);
    std::string const message = error.what();
    if (dynamic_cast<CLI::RequiredError const*>(&error) != nullptr) return missing(app);
    if (dynamic_cast<CLI::ArgumentMismatch const*>(&error) != nullptr)
        return wrong_count(app, message);
    // A check of ours has said it in the right language already.
    if (dynamic_cast<CLI::ValidationError const*>(&error) != nullptr)
        return {.zh_cn = message, .en = message};
    auto const name = option_in(app, message);
    return {.zh_cn = fmt::format("{} 的值无法识别（{}）", name, message),
            .en = fmt::format("the value of {} is not understood ({})", name, message)};
}

/// CLI11 aligns by bytes; here it is by width, and what kind of value an option takes is said in
/// the user's language.
class Help : public CLI::Formatter {
  public:
    explicit Help(Session const& session) : session_{session} {
        label("Usage", words(session, "用法", "Usage"));
        label("OPTIONS", words(session, "选项", "OPTIONS"));
        label("SUBCOMMAND", words(session, "命令", "SUBCOMMAND"));
        label("Positionals", words(session, "参数", "Positionals"));
    }

    std::string make_option_opts(CLI::Option const* option) const override {
        if (option->get_items_expected_max() == 0) return {};  // a flag
        auto const type = option->get_type_name();  // "TEXT", "UINT", "TEXT:queued|sending"
        auto const choices = type.find(':');
        auto text = " " + (choices == std::string::npos ? kind_of(type) : type.substr(choices + 1));
        if (option->get_expected_max() > 1) text += " …";
        if (option->get_required()) text += words(session_, "（必填）", " (required)");
        return text;
    }

    std::string make_option(CLI::Option const* option, bool is_positional) const override {
        return line(make_option_name(option, is_positional) + make_option_opts(option),
                    make_option_desc(option));
    }

    std::string make_subcommand(CLI::App const* command) const override {
        return line(command->get_name(), command->get_description());
    }

  private:
    [[nodiscard]] std::string kind_of(std::string const& type) const {
        bool const is_number = type.find("INT") != std::string::npos;
        return is_number ? words(session_, "数字", "NUMBER") : words(session_, "文字", "TEXT");
    }

    static std::string line(std::string const& name, std::string const& description) {
        constexpr std::size_t column = 28;
        auto text = pad_to_width("  " + name, column);
        if (display_width(text) > column) text += '\n' + std::string(column, ' ');
        return text + description + '\n';
    }

    Session const& session_;
};

}  // namespace

std::string words(Session const& session, char const* zh_cn, char const* en) {
    return session.language == Language::zh_cn ? zh_cn : en;
}

CLI::Validator one_of(Session const& session, std::vector<std::string> known) {
    auto const list = fmt::format("{}", fmt::join(known, "|"));
    return {[&session, known = std::move(known)](std::string const& word) -> std::string {
                if (std::ranges::find(known, word) != known.end()) return {};
                auto const near = nearest(word, {known.begin(), known.end()});
                return with_suggestion(
                           {.zh_cn =
                                fmt::format("不能是“{}”，可以是：{}", word, fmt::join(known, "、")),
                            .en = fmt::format(
                                "it cannot be \"{}\", only: {}", word, fmt::join(known, ", "))},
                           near)
                    .in(session.language);
            },
            list};
}

CLI::Validator whole_number(Session const& session, std::int64_t least, std::int64_t most) {
    return {[&session, least, most](std::string const& word) -> std::string {
                std::int64_t number = 0;
                auto const* const end = word.data() + word.size();
                auto const read = std::from_chars(word.data(), end, number);
                if (read.ec == std::errc{} && read.ptr == end && number >= least && number <= most)
                    return {};
                if (most == std::numeric_limits<std::int64_t>::max()) {
                    return Text{
                        .zh_cn = fmt::format("“{}”不是整数（至少为 {}）", word, least),
                        .en = fmt::format("\"{}\" is no whole number from {} up", word, least)}
                        .in(session.language);
                }
                return Text{
                    .zh_cn = fmt::format("“{}”不是 {} 到 {} 的整数", word, least, most),
                    .en = fmt::format("\"{}\" is no whole number from {} to {}", word, least, most)}
                    .in(session.language);
            },
            ""};
}

void add_case_number(CLI::App& command, Session const& session, std::int64_t& number) {
    command.add_option("case", number, words(session, "案件编号", "its number"))
        ->required()
        ->check(whole_number(session, 1));
}

void put_help_in_language(CLI::App& app, Session const& session) {
    app.formatter(std::make_shared<Help>(session));
    app.set_help_flag("-h,--help", words(session, "显示本说明", "Print this help"));
    app.group(words(session, "命令", "Subcommands"));
    for (auto* const option : app.get_options()) option->group(words(session, "选项", "Options"));
    for (auto* const command : app.get_subcommands([](CLI::App*) { return true; }))
        put_help_in_language(*command, session);
}

Text explain(CLI::App const& app, CLI::ParseError const& error) {
    return with_help(app, explained(app, error));
}

}  // namespace duban::cli
