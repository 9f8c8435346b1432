// A mail from outside, taken apart: header fields and body, and the parts of a body that has some
// (RFC 5322, 2046). Hostile input is expected: any bytes give an answer, and what is beyond the
// bounds is left out. Nothing is decoded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duban::delivery {

struct HeaderField {
    std::string name;   // in small letters
    std::string value;  // unfolded, without blanks at its ends
};

struct MimePart {
    static constexpr std::size_t fields_max = 500;
    static constexpr std::size_t parts_max = 50;

    std::vector<HeaderField> fields;
    std::string_view body;  // of what was read

    /// Of the first such field; empty where there is none.
    [[nodiscard]] std::string_view field(std::string_view name) const;

    /// "multipart/report", in small letters; "text/plain" where nothing is said.
    [[nodiscard]] std::string type() const;

    /// The parts of a multipart body; none for any other.
    [[nodiscard]] std::vector<MimePart> parts() const;
};

/// Fields up to the first empty line; the body is what follows. `text` must outlive the answer.
MimePart read_mime_part(std::string_view text);

}  // namespace duban::delivery
