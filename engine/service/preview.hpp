// A preview: a message of a case as it would be written now, on every configured channel and in
// both languages. Nothing is sent or kept.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/letter.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

struct Preview {
    std::string channel;
    Medium medium = Medium::mail;
    Language language = Language::zh_cn;
    Result<Letter, Text> letter;  // or why it cannot be written
};

/// The message, to this person, of the running deadline that reminds with it, or else of the one
/// that its letter would speak of. Short texts are left out where the message has none.
std::vector<Preview> preview(CaseFile const& file,
                             workflow::Index message,
                             delivery::Person const& person,
                             Office const& office,
                             Instant now);

}  // namespace duban::service
