// What kind of file it is: by its ending, where what is in it bears that out. A short closed list;
// everything else is octets, and a program is told from a document.
#pragma once

#include <string_view>

namespace duban::workflow {

/// "application/pdf"; "application/octet-stream" for what is not on the list or is not what it
/// says.
std::string_view media_type_of(std::string_view name, std::string_view octets);

/// A machine would run it: by its ending, or by how it begins, whatever it is called.
bool is_program(std::string_view name, std::string_view octets);

}  // namespace duban::workflow
