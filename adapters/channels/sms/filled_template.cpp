#include "adapters/channels/sms/filled_template.hpp"

#include <fmt/format.h>

#include "adapters/channels/web/json_impl.hpp"

namespace duban::sms {

namespace {

Text no_template(std::string const& message) {
    return {.zh_cn = fmt::format("通知 {} 没有短信模板：请在该渠道的 templates 下加上 {}: "
                                 "{{code: 模板编号, parameters: …}}",
                                 message,
                                 message),
            .en = fmt::format("the message {} has no template here: add {}: {{code: …, "
                              "parameters: …}} to the templates of the channel",
                              message,
                              message)};
}

Text no_value(std::string const& message, std::string const& gap, std::string const& variable) {
    return {
        .zh_cn = fmt::format("通知 {} 的模板参数 {} 取自变量 {}，但该通知的短信文本中没有这个变量",
                             message,
                             gap,
                             variable),
        .en = fmt::format("the parameter {} of the template for {} is the variable {}, which "
                          "the short text of that message does not have",
                          gap,
                          message,
                          variable)};
}

}  // namespace

Result<FilledTemplate, Text> fill_template(SmsAccount const& account,
                                           delivery::Outgoing const& message) {
    auto const* const found = account.find_template(message.message);
    if (!found) return Failure<Text>{no_template(message.message)};
    auto const variables = web::object_of(message.variables.empty() ? "{}" : message.variables);
    FilledTemplate filled;
    filled.code = found->code;
    for (auto const& [gap, variable] : found->parameters) {
        auto value = variables ? web::text_at(*variables, variable) : std::nullopt;
        if (!value) return Failure<Text>{no_value(message.message, gap, variable)};
        filled.values.emplace_back(gap, std::move(*value));
    }
    return filled;
}

}  // namespace duban::sms
