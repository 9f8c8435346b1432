// A whole life under the shipped procedure: filed, accepted, assigned, signed for, answered, found
// wanting, handled again, rated, closed. What the benchmarks of decisions and of durable actions
// walk along.
#pragma once

#include <array>
#include <string_view>

namespace duban::bench {

struct Step {
    std::string_view action;
    std::string_view actor;  // of the sample directory
    std::string_view values;
};

inline constexpr std::string_view filed_by = "chen-secretary";
inline constexpr std::string_view filed_values =
    R"({"title":"关于发展社区托育的提案","proposers":["huang-member"]})";

inline constexpr std::array<Step, 9> life{{
    {"accept", "lin-committee", "{}"},
    {"assign", "chen-secretary", R"({"host":"education-bureau"})"},
    {"sign", "zhao-education", "{}"},
    {"log_contact", "zhao-education", R"({"contact":"电话沟通，介绍了初步方案"})"},
    {"reply", "zhao-education", R"({"reply_text":"已列入明年计划","reply_class":"B"})"},
    {"rate", "huang-member", R"({"rating":"dissatisfied"})"},
    {"log_contact", "zhao-education", R"({"contact":"上门走访，听取了意见"})"},
    {"reply", "zhao-education", R"({"reply_text":"三处托育点已开放","reply_class":"A"})"},
    {"rate", "huang-member", R"({"rating":"satisfied"})"},
}};

}  // namespace duban::bench
