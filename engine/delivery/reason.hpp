// Why a delivery has not arrived (yet). The row keeps a word of ours, which stays the same for
// programs, or what the server or a person has said; here it becomes what people read.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"
#include "engine/delivery/delivery.hpp"

namespace duban::delivery {

namespace reason {

inline constexpr std::string_view absent = "absent";
inline constexpr std::string_view backlog = "backlog";
inline constexpr std::string_view case_closed = "case_closed";
inline constexpr std::string_view case_missing = "case_missing";
inline constexpr std::string_view channel_gone = "channel_gone";
inline constexpr std::string_view clock_set_back = "clock_set_back";
inline constexpr std::string_view deadline_moved = "deadline_moved";
inline constexpr std::string_view deadline_over = "deadline_over";
inline constexpr std::string_view deadline_stands = "deadline_stands";
inline constexpr std::string_view first_lost = "first_lost";
inline constexpr std::string_view lease_lapsed = "lease_lapsed";
inline constexpr std::string_view left_secretariat = "left_secretariat";
inline constexpr std::string_view no_address = "no_address";
inline constexpr std::string_view no_address_there = "no_address_there";
inline constexpr std::string_view no_receipt_in_time = "no_receipt_in_time";
inline constexpr std::string_view no_text = "no_text";
inline constexpr std::string_view not_called_up = "not_called_up";
inline constexpr std::string_view not_concerned = "not_concerned";
inline constexpr std::string_view not_delivered_in_time = "not_delivered_in_time";
inline constexpr std::string_view not_needed = "not_needed";
inline constexpr std::string_view nothing_to_stand_by_for = "nothing_to_stand_by_for";
inline constexpr std::string_view overtaken = "overtaken";
inline constexpr std::string_view person_gone = "person_gone";
inline constexpr std::string_view role_gone = "role_gone";
inline constexpr std::string_view taken_apart = "taken_apart";

inline constexpr std::array words{absent,
                                  backlog,
                                  case_closed,
                                  case_missing,
                                  channel_gone,
                                  clock_set_back,
                                  deadline_moved,
                                  deadline_over,
                                  deadline_stands,
                                  first_lost,
                                  lease_lapsed,
                                  left_secretariat,
                                  no_address,
                                  no_address_there,
                                  no_receipt_in_time,
                                  no_text,
                                  not_called_up,
                                  not_concerned,
                                  not_delivered_in_time,
                                  not_needed,
                                  nothing_to_stand_by_for,
                                  overtaken,
                                  person_gone,
                                  role_gone,
                                  taken_apart};

// A number or a name stands behind these.
inline constexpr std::string_view silence_prefix = "silence ";
inline constexpr std::string_view bundle_prefix = "bundle ";

}  // namespace reason

/// One of the words above.
bool is_word(std::string_view said);

/// A word of ours as a sentence of each language without its full stop, anything else as it is.
/// What has expired without an attempt says so; empty where there is nothing to be said.
Text reason_text(Delivery const& delivery);

}  // namespace duban::delivery
