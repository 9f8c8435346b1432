// What a published page says about one case: a proposal or a suggestion, its reply, or both. Pure
// data. What the page does not say is empty and never guessed; `doubts` lists what is missing or
// unsure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::intake {

enum class CaseKind {
    proposal,   // 提案, by a member or a body of the CPPCC
    suggestion  // 建议, by a deputy of the people's congress
};

struct NumberedPart {
    std::optional<std::string> label;  // as printed: "(一)", "一", "1"; nothing: not numbered
    std::optional<std::string> heading;
    std::string text;

    friend bool operator==(NumberedPart const&, NumberedPart const&) = default;
};

struct Doubt {
    std::string
        field;  // the name in the JSON form: "number", "reply_date"; "file" for the page as such
    Text message;

    friend bool operator==(Doubt const&, Doubt const&) = default;
};

struct PublishedCase {
    std::string file;
    std::optional<CaseKind> kind;
    std::optional<std::string> number;  // as printed, without 第 and 号: "091", "20222114"
    std::optional<std::string> title;
    std::vector<std::string> proposers;
    std::optional<std::string> unit;  // several signing units joined by 、
    std::vector<std::string> co_handlers;
    std::optional<std::string> reply_class;  // as printed: "A", "B1"
    std::optional<Day> reply_date;
    std::optional<std::string> reasons;
    std::vector<NumberedPart> requests;
    std::optional<std::string>
        reply;  // from the salutation to the date, without contacts and copies
    std::vector<NumberedPart> answers;
    std::vector<Doubt> doubts;
};

}  // namespace duban::intake
