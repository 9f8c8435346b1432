// A file of people: bytes in whatever encoding a spreadsheet or an address book has written, a
// table or vCards, into the list that it tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/delivery/people_list.hpp"

namespace duban::intake {

enum class PeopleFormat : std::uint8_t { csv, vcard };

struct PeopleFile {
    std::string text;  // in UTF-8
    delivery::PeopleList list;
};

/// UTF-8 with or without a byte-order mark, UTF-16 with one, GB18030. Without a format vCards are
/// known by how they begin.
PeopleFile read_people_file(std::string_view bytes,
                            std::string const& file,
                            std::optional<PeopleFormat> format = std::nullopt);

/// Puts the line of the text to each problem of that file.
void add_source_lines(Problems& problems, PeopleFile const& file);

}  // namespace duban::intake
