// The tables of duban.yaml: its mappings, their keys, and what these mean.
#pragma once

#include "adapters/cli/configuration.hpp"
#include "engine/yaml/noun.hpp"

namespace duban::cli::noun {

extern yaml::Noun const configuration;
extern yaml::Noun const office;
extern yaml::Noun const console;
extern yaml::Noun const sender;
extern yaml::Noun const bounces;
extern yaml::Noun const mailbox;

extern yaml::Noun const channel;
extern yaml::Noun const channel_rules;  // of any kind: the kind alone
extern yaml::Noun const spool;
extern yaml::Noun const smtp;
extern yaml::Noun const program;
extern yaml::Noun const limits;

/// As it is written: "smtp".
std::string_view word_of(ChannelKind kind);

}  // namespace duban::cli::noun
