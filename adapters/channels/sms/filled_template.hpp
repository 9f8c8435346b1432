// A filled template: the provider's code for the text it has approved, and the values of its gaps.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "adapters/channels/sms/sms_account.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/outgoing.hpp"

namespace duban::sms {

struct FilledTemplate {
    std::string code;
    std::vector<std::pair<std::string, std::string>> values;  // in the order of the gaps
};

/// A failure says which message lacks what, and what to write in duban.yaml.
Result<FilledTemplate, Text> fill_template(SmsAccount const& account,
                                           delivery::Outgoing const& message);

}  // namespace duban::sms
