#include "engine/delivery/sms_length.hpp"

#include <catch2/catch.hpp>

#include "engine/delivery/phone_number.hpp"

using namespace duban::delivery;

namespace {

std::string times(std::size_t count, std::string const& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("within China every character counts as one, whatever it is") {
    auto const [count, unit, parts] = GENERATE(table<std::size_t, char const*, std::size_t>({
        {0, "督", 0},
        {1, "督", 1},
        {68, "督", 1},
        {70, "督", 1},
        {71, "督", 2},
        {134, "督", 2},
        {135, "督", 3},
        {160, "a", 3},
        {70, "€", 1},
        {500, "督", 8},
    }));
    CAPTURE(count, unit);
    auto const length = length_of_sms(times(count, unit), SmsCounting::domestic);
    CHECK(length.units == count);
    CHECK(length.parts == parts);
    CHECK_FALSE(length.gsm_alphabet);
}

TEST_CASE("elsewhere the alphabet decides") {
    struct Row {
        std::string text;
        std::size_t units;
        std::size_t parts;
        bool gsm;
    };

    std::string const emoji = "🙂";
    Row const rows[]{
        {times(160, "a"), 160, 1, true},
        {times(161, "a"), 161, 2, true},
        {times(306, "a"), 306, 2, true},
        {times(307, "a"), 307, 3, true},
        {times(80, "€"), 160, 1, true},
        {times(81, "€"), 162, 2, true},
        // The escape and its character stay together: 76 of them, and one septet left empty.
        {times(153, "€"), 306, 3, true},
        {times(70, "ç"), 70, 1, false},
        {times(70, "督"), 70, 1, false},
        {times(71, "督"), 71, 2, false},
        {times(134, "督"), 134, 2, false},
        {times(135, "督"), 135, 3, false},
        {times(35, emoji), 70, 1, false},
        {times(66, "督") + emoji + times(66, "督"), 134, 3, false},
        {"¡àÉΔΩß@", 7, 1, true},
        {"", 0, 0, true},
    };
    for (auto const& row : rows) {
        CAPTURE(row.text);
        auto const length = length_of_sms(row.text, SmsCounting::international);
        CHECK(length.units == row.units);
        CHECK(length.parts == row.parts);
        CHECK(length.gsm_alphabet == row.gsm);
    }
}

TEST_CASE("a mobile number of China is known however its country is written") {
    auto const [number, mobile, international] =
        GENERATE(table<char const*, char const*, char const*>({
            {"13900001234", "13900001234", "+8613900001234"},
            {"+8613900001234", "13900001234", "+8613900001234"},
            {"008613900001234", "13900001234", "+8613900001234"},
            {"8613900001234", "13900001234", "+8613900001234"},
            {"+447700900123", "", "+447700900123"},
            {"00447700900123", "", "+447700900123"},
            {"02088888888", "", "02088888888"},
            {"12345", "", "12345"},
        }));
    CAPTURE(number);
    CHECK(mainland_mobile(number).value_or("") == mobile);
    CHECK(international_number(number) == international);
}
