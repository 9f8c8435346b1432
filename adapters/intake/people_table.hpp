// People as a table, one a row: the columns id, name, email, phone, language, groups, units and
// leads, in any order, by their names in English or Chinese. Several groups or units stand in one
// cell with ";" between them.
#pragma once

#include <string>
#include <string_view>

#include "engine/delivery/directory.hpp"
#include "engine/delivery/people_list.hpp"

namespace duban::intake {

/// The text is UTF-8. A column that is not there says nothing; an empty cell says "none".
delivery::PeopleList read_people_table(std::string_view text, std::string const& file);

/// With a byte-order mark, without which spreadsheets take Chinese for another encoding. A cell
/// that a spreadsheet would take for a formula begins with "'", which is taken away again when the
/// table is read.
std::string people_table(delivery::Directory const& directory);

}  // namespace duban::intake
