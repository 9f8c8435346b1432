#include "tests/simulation/rule.hpp"

#include <algorithm>
#include <stdexcept>

namespace duban::simulation {

namespace {

using enum Role;
using enum Unit;

constexpr int without_end = 1000;

std::vector<Rule> const& rules() {
    static std::vector<Rule> const all{
        {.name = "examination",
         .terms = {{{15, working_days}}},
         .cut_off = std::chrono::hours{16},
         .starts_working = true,
         .ladder = {{.at = {-3, working_days}, .to = {secretariat}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 2,
                     .at_most = 5,
                     .to = {secretariat, supervisor},
                     .message = "overdue"}}},
        {.name = "reply",
         .terms = {{{3, months}}, {{4, months}}, {{6, months}}},
         .rolls = 1,
         .owner = host,
         .ladder = {{.at = {-30, days}, .to = {host}, .message = "soon"},
                    {.at = {-5, working_days},
                     .every = 1,
                     .at_most = without_end,
                     .until_due = true,
                     .to = {host, secretariat},
                     .message = "soon"},
                    {.at = {1, working_days},
                     .every = 3,
                     .at_most = 5,
                     .to = {host, secretariat},
                     .message = "overdue"},
                    {.at = {1, working_days},
                     .every = 2,
                     .at_most = 3,
                     .is_step = true,
                     .to = {host},
                     .message = "late"},
                    {.at = {3, working_days}, .is_step = true, .to = {leader}, .message = "late"},
                    {.at = {5, working_days},
                     .every = 5,
                     .at_most = 4,
                     .is_step = true,
                     .to = {supervisor},
                     .message = "late"}},
         .unreached = {secretariat, supervisor}},
        {.name = "signature",
         .terms = {{{24, working_hours}}},
         .owner = host,
         .ladder = {{.at = {-8, working_hours}, .to = {host}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 1,
                     .at_most = 3,
                     .to = {host, secretariat},
                     .message = "overdue"}}},
        {.name = "objection",
         .terms = {{.one = {7, days}, .other = Span{5, working_days}}},
         .rolls = -1,
         .ladder = {{.at = {-2, days}, .to = {secretariat}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 1,
                     .at_most = 5,
                     .to = {secretariat, supervisor},
                     .message = "overdue"}}},
        {.name = "clarification",
         .terms = {{{20, working_days}}},
         .moves_on = true,
         .ladder = {{.at = {-5, working_days}, .to = {secretariat}, .message = "soon"}}},
        {.name = "opinion",
         .terms = {{.one = {1, months}, .other = Span{20, working_days}, .later = true}},
         .rolls = -1,
         .owner = co_handler,
         .ladder = {{.at = {-5, working_days}, .to = {co_handler}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 3,
                     .at_most = 5,
                     .to = {co_handler, host, secretariat},
                     .message = "overdue"}}},
        {.name = "rating",
         .terms = {{{15, working_days}}},
         .moves_on = true,
         .ladder = {{.at = {-5, working_days}, .to = {secretariat}, .message = "soon"},
                    {.at = {-1, working_days}, .to = {secretariat}, .message = "soon"}}},
        {.name = "report",
         .terms = {{{1231, date}}},
         .owner = host,
         .ladder = {{.at = {-10, working_days}, .to = {host}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 5,
                     .at_most = 3,
                     .to = {host, secretariat},
                     .message = "overdue"}}},
        {.name = "promise",
         .terms = {{{0, given}}},
         .owner = host,
         .ladder = {{.at = {-30, days}, .to = {host}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 10,
                     .at_most = 4,
                     .to = {host, supervisor},
                     .message = "overdue"}}},
    };
    return all;
}

}  // namespace

Rule const& rule_of(std::string_view name) {
    auto const found = std::ranges::find(rules(), name, &Rule::name);
    if (found == rules().end()) throw std::logic_error{"no such rule"};
    return *found;
}

}  // namespace duban::simulation
