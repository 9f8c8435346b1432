// The language of definitions as tables: for each mapping of workflow.yaml and of the files of
// messages its keys, what stands behind them, and what they mean. The readers read by them, `duban
// schema` shows them to editors. A new key is a line in a table and what its reader does with it.
#pragma once

#include <array>
#include <string_view>

#include "engine/yaml/noun.hpp"

namespace duban::workflow::noun {

// definition_nouns.cpp
extern yaml::Noun const workflow;
extern yaml::Noun const role;
extern yaml::Noun const silence;

// escalation_nouns.cpp
extern yaml::Noun const escalation;
extern yaml::Noun const step;
extern yaml::Noun const unreached;

// field_nouns.cpp
extern yaml::Noun const field;
extern yaml::Noun const record_field;  // of the type `record`

// state_nouns.cpp
extern yaml::Noun const state;
/// What an `end` state may not have: a closed case does nothing more.
inline constexpr std::array<std::string_view, 10> after_the_end{"owner",
                                                                "due",
                                                                "stops_clock",
                                                                "actions",
                                                                "on_exit",
                                                                "start",
                                                                "states",
                                                                "regions",
                                                                "on_done",
                                                                "automatically"};
extern yaml::Noun const due;
extern yaml::Noun const extension;
extern yaml::Noun const clock_action;  // `stop`, `go_on`, `suspend`, `resume`
extern yaml::Noun const reminder;

// action_nouns.cpp
extern yaml::Noun const action;
extern yaml::Noun const reaction;     // `automatically`, `on_done`, `on_due`
extern yaml::Noun const alternative;  // of a `choose`
extern yaml::Noun const resume;       // the long form of `go`

// effect_nouns.cpp
extern yaml::Noun const effect;
extern yaml::Noun const notify;
extern yaml::Noun const raise;
extern yaml::Noun const branch;  // of an effect's `choose`

// message_nouns.cpp
extern yaml::Noun const messages;
extern yaml::Noun const message;

}  // namespace duban::workflow::noun
