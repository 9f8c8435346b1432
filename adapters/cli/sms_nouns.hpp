// The tables of duban.yaml's channels for short messages and chat robots. A provider's settings
// have the names that its own console uses.
#pragma once

#include "adapters/channels/sms/sms_account.hpp"
#include "engine/yaml/noun.hpp"

namespace duban::cli::noun {

extern yaml::Shape const sms_channel;  // any provider's
extern yaml::Shape const robot_channel;

extern yaml::Noun const sms;  // of any provider: kind and provider alone
extern yaml::Noun const sms_template;
extern yaml::Noun const robot;

yaml::Noun const& sms_of(sms::Provider provider);
yaml::Noun const& receipts_of(sms::Provider provider);

}  // namespace duban::cli::noun
