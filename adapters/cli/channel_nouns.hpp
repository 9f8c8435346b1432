// The keys of duban.yaml that every kind of channel has.
#pragma once

#include "engine/yaml/noun.hpp"

namespace duban::cli::noun {

extern yaml::Noun const rate;

inline constexpr yaml::Key rate_key{
    "rate",
    yaml::Need::optional,
    yaml::Inner{&rate},
    {"至多多快，如 {at_most: 20, per: 1 minute}；群机器人默认每分钟 20 条",
     "how fast at most: {at_most: 20, per: 1 minute}; robots 20 a minute by default"}};

}  // namespace duban::cli::noun
