// Why a guard answered as it did: which condition decides, and what it saw.
#include "engine/expression/account.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban::expression;

namespace {

/// "text: no (seen = value; …) {parts}", an item before its condition in brackets.
std::string outline(Account const& account) {
    std::string text;
    if (account.item) text += "[" + to_text(*account.item) + "] ";
    text += account.text;
    text += account.answer == Account::Answer::yes  ? ": yes"
            : account.answer == Account::Answer::no ? ": no"
                                                    : ": fails";
    for (auto const& seen : account.seen)
        text += " (" + seen.text + " = " + to_text(seen.value) + ")";
    if (account.parts.empty()) return text;
    text += " {";
    for (auto const& part : account.parts)
        text += (&part == &account.parts.front() ? "" : ", ") + outline(part);
    return text + "}";
}

}  // namespace

TEST_CASE("a guard is taken apart to the conditions that decide it", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"round < 2", "round < 2: no (round = 2)"},
        {"size(contacts) > 0", "size(contacts) > 0: yes (size(contacts) = 2)"},
        {"rated", "rated: yes"},
        {"!rated", "!rated: no (rated = true)"},
        {"rated && round < 2", "rated && round < 2: no {rated: yes, round < 2: no (round = 2)}"},
        {"(round < 2 || cost > 2.0) && rated",
         "(round < 2 || cost > 2.0) && rated: no {(round < 2 || cost > 2.0): no {round < 2: no "
         "(round = 2), cost > 2.0: no (cost = 1.5)}, rated: yes}"},
        {"!(round < 2 || rated)",
         "!(round < 2 || rated): no {(round < 2 || rated): yes {round < 2: no (round = 2), rated: "
         "yes}}"},
        {"score > 1", "score > 1: fails (score = null)"},
        {"score + 1 > 1", "score + 1 > 1: fails (score = null)"},
        {"contacts.all(c, c == 'phone')",
         "contacts.all(c, c == 'phone'): no {[\"visit\"] c == 'phone': no (c = \"visit\")}"},
        {"contacts.exists(c, c == 'fax')",
         "contacts.exists(c, c == 'fax'): no {[\"phone\"] c == 'fax': no (c = \"phone\"), "
         "[\"visit\"] c == 'fax': no (c = \"visit\")}"},
        {"contacts.exists(c, c == 'visit')",
         "contacts.exists(c, c == 'visit'): yes {[\"visit\"] c == 'visit': yes (c = \"visit\")}"},
        {"size(contacts.filter(c, c == opinion)) > 0",
         "size(contacts.filter(c, c == opinion)) > 0: no (size(contacts.filter(c, c == opinion)) = "
         "0)"},
        {"size(contacts.map(c, c + opinion)) > 0",
         "size(contacts.map(c, c + opinion)) > 0: fails (contacts = [\"phone\", \"visit\"])"},
        {"rating == 'satisfied' ? rated : round < 2",
         "rating == 'satisfied' ? rated : round < 2: no"},
        {"1 / 0 == 1", "1 / 0 == 1: fails"},
    }));
    CAPTURE(text);
    CHECK(outline(proposal().account(text)) == expected);
}

TEST_CASE("the list of a condition on parts is known by its variable", "[expression]") {
    auto const account = handled_proposal().account("parts.opinions.all(p, p.ended)");
    REQUIRE(account.parts.size() == 1);
    CHECK(account.parts[0].text == "p.ended");
    CHECK(account.parts[0].answer == Account::Answer::no);
    CHECK(account.parts[0].item->as_map()->at("unit") == Value{"unit-9"});
    CHECK(account.parts[0].list == 4);
}

TEST_CASE("of a long list only the first items that decide are told", "[expression]") {
    auto const items = GENERATE(std::size_t{1}, account_items_max, account_items_max + 1);
    Desk desk;
    desk.with("numbers", list_of({.kind = Kind::int64}), List(items, Value{std::int64_t{0}}));
    CHECK(desk.account("numbers.all(n, n > 0)").parts.size() == std::min(items, account_items_max));
}
