#include "adapters/cli/eval_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/cli/eval_json.hpp"

namespace duban::cli {

namespace {

using expression::Map;
using expression::Value;

struct Question {
    std::string expression;
    Given given;
};

Failure<Text> refuse(Text text) {
    return Failure<Text>{std::move(text)};
}

std::string quoted(std::string const& text) {
    return to_json(Value{text});
}

std::string line_of(std::string_view text, int line) {
    for (; line > 1; --line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return std::string{text.substr(0, text.find('\n'))};
}

Result<Question, Text> question_in(std::string_view line) {
    auto const json = read_json(line);
    if (!json) return refuse(json.error());
    auto const* object = json->as_map();
    if (object == nullptr)
        return refuse({.zh_cn = "每行应为一个 JSON 对象", .en = "each line must be a JSON object"});
    Question question;
    for (auto const& [name, value] : *object) {
        auto const& key = *name.as<std::string>();
        if (key == "expression" && value.as<std::string>() != nullptr) {
            question.expression = *value.as<std::string>();
        } else if (key == "expression") {
            return refuse({.zh_cn = "“expression”应为文字", .en = "\"expression\" must be a text"});
        } else if (key == "with") {
            auto given = given_by(value);
            if (!given) return refuse(given.error());
            question.given = std::move(*given);
        } else {
            return refuse({.zh_cn = fmt::format("没有键 {}", quoted(key)),
                           .en = fmt::format("there is no key {}", quoted(key))});
        }
    }
    if (!object->contains("expression"))
        return refuse({.zh_cn = "缺少键“expression”", .en = "the key \"expression\" is missing"});
    return question;
}

struct Writer {
    Language language;

    std::string operator()(Value const& value) const {
        return fmt::format(R"({{"type":"{}","value":{}}})", type_name(value), to_json(value));
    }

    std::string operator()(expression::EvaluationError const& error) const {
        return fmt::format(R"({{"error":{}}})", quoted(error.message));
    }

    std::string operator()(Problems const& problems) const {
        auto const& first = problems.front();
        return fmt::format(R"({{"problem":{{"line":{},"column":{},"message":{}}}}})",
                           first.at.line,
                           first.at.column,
                           quoted(first.message.in(language)));
    }

    std::string operator()(BadQuestion const& question) const {
        return fmt::format(R"({{"problem":{{"message":{}}}}})", quoted(question.why.in(language)));
    }
};

}  // namespace

BadQuestion too_long(std::size_t bytes_max) {
    return {{.zh_cn = fmt::format("这一行太长，最多 {} 字节", bytes_max),
             .en = fmt::format("the line is too long: at most {} bytes", bytes_max)}};
}

Result<Given, Text> given_by(Value const& with) {
    auto const* map = with.as_map();
    if (map == nullptr)
        return refuse({.zh_cn = "“with”应为 JSON 对象：名称和值",
                       .en = "\"with\" must be a JSON object: names and values"});
    Given given;
    for (auto const& [key, value] : *map) {
        auto const& name = *key.as<std::string>();
        if (expression::is_reserved(name))
            return refuse(
                {.zh_cn = fmt::format("“{}”是表达式自己的词，不能作名称", name),
                 .en = fmt::format("\"{}\" is a word of the language and names no value", name)});
        given.variables.push_back({.name = name, .type = type_of(value)});
        given.values.push_back(value);
    }
    if (given.variables.size() > UINT16_MAX)
        return refuse({.zh_cn = "名称太多", .en = "there are too many names"});
    return given;
}

Answer answer(std::string_view expression, Given const& given, expression::Scope scope) {
    auto const compiled = expression::compile(expression, given.variables);
    if (!compiled) {
        auto problems = compiled.error();
        for (auto& problem : problems) {
            problem.file = "expression";
            problem.source_line = line_of(expression, problem.at.line);
        }
        return problems;
    }
    std::vector<Value const*> values;
    values.reserve(given.values.size());
    for (auto const& value : given.values) values.push_back(&value);
    scope.variables = values;
    auto result = evaluate(*compiled, scope);
    if (!result) return std::move(result.error());
    return std::move(*result);
}

std::string answer_json(Answer const& answer, Language language) {
    return std::visit(Writer{language}, answer);
}

std::string answer_line(std::string_view line, expression::Scope const& scope, Language language) {
    auto const question = question_in(line);
    if (!question) return answer_json(BadQuestion{question.error()}, language);
    return answer_json(answer(question->expression, question->given, scope), language);
}

}  // namespace duban::cli
