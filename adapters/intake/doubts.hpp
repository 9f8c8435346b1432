// The sentences in which a reader of pages tells what is missing or unsure. All of them stand in
// one file, so that they are alike.
#pragma once

#include <string_view>

#include "adapters/intake/passage.hpp"
#include "adapters/intake/published_case.hpp"

namespace duban::intake {

/// "The page does not say …", one for each empty field, in the order of the JSON form.
void add_missing(PublishedCase& published);

[[nodiscard]] Doubt page_too_large(std::size_t bytes_max);
[[nodiscard]] Doubt bytes_unreadable();
[[nodiscard]] Doubt kind_contradicts();
[[nodiscard]] Doubt number_damaged();
[[nodiscard]] Doubt several_numbers();
[[nodiscard]] Doubt characters_lost(std::string_view field);
[[nodiscard]] Doubt more_proposers();
[[nodiscard]] Doubt proposer_hidden();
[[nodiscard]] Doubt co_handlers_unclear();
[[nodiscard]] Doubt co_handlers_incomplete();
[[nodiscard]] Doubt date_damaged(Passage written);
[[nodiscard]] Doubt date_of_document();
[[nodiscard]] Doubt unit_of_document();
[[nodiscard]] Doubt units_differ(Passage labelled);
[[nodiscard]] Doubt classes_differ(std::string_view other);
[[nodiscard]] Doubt numbering_broken(std::string_view field);
[[nodiscard]] Doubt not_numbered(std::string_view field);
[[nodiscard]] Doubt reply_is_opinion();

}  // namespace duban::intake
