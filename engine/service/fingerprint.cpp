#include "engine/service/fingerprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/tracking/case_data.hpp"

namespace duban::service {

namespace {

/// Each piece with its length, so that no two lists of pieces read alike.
void add(std::string& to, std::string_view piece) {
    fmt::format_to(std::back_inserter(to), "{}:{}", piece.size(), piece);
}

void add(std::string& to, tracking::NamedValues values) {
    std::ranges::stable_sort(values, {}, &tracking::NamedValues::value_type::first);
    for (auto const& [name, value] : values) {
        add(to, name);
        add(to, tracking::encode_value(value));
    }
}

}  // namespace

Hash fingerprint(Filing const& filing) {
    std::string text = "file ";
    add(text, filing.workflow);
    add(text, filing.input.actor.id);
    add(text, filing.input.with);
    return sha256(text);
}

Hash fingerprint(Acting const& acting) {
    auto text = fmt::format("act {} ", acting.id.value);
    add(text, acting.input.action);
    add(text, acting.input.actor.id);
    add(text, acting.input.with);
    return sha256(text);
}

Hash fingerprint(Acknowledging const& acknowledging) {
    auto const& [deadline, actor, until, note, at] = acknowledging.input;
    auto text = fmt::format("acknowledge {} ", acknowledging.id.value);
    add(text, deadline);
    add(text, actor.id);
    add(text, to_text(until));
    add(text, note);
    return sha256(text);
}

Hash fingerprint(Reminding const& reminding) {
    auto const& [person, day, note] = reminding.input;
    auto text = fmt::format("remind {} ", reminding.id.value);
    add(text, person);
    add(text, to_text(day));
    add(text, note);
    return sha256(text);
}

Hash fingerprint(CancellingReminder const& cancelling) {
    auto text =
        fmt::format("cancel reminder {} {} ", cancelling.id.value, cancelling.reminder.value);
    add(text, cancelling.person);
    return sha256(text);
}

}  // namespace duban::service
