// What goes with a letter: the files of the fields that its message attaches, as the case has them
// when the letter is written.
#pragma once

#include <string>
#include <vector>

#include "engine/base/file_description.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// `part`: whose part the letter speaks of, with the files of which; null: of none. A field
/// without a file adds none.
std::vector<FileDescription> enclosed_with(workflow::Message const& message,
                                           CaseFile const& file,
                                           tracking::Part const* part);

/// Whether a mail on this route may carry them all.
bool may_carry(Route const* route, std::vector<FileDescription> const& files);

/// Said in a mail that comes without its files: where they are to be got.
std::string left_out(std::vector<FileDescription> const& files,
                     Office const& office,
                     Language language);

}  // namespace duban::service
