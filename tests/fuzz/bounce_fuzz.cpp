// Any bytes as a bounce: they give an answer, within bounds, and what is told of a mark is one that
// could have been written.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"
#include "engine/delivery/bounce_report.hpp"

using namespace duban;
using namespace duban::delivery;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const mail{reinterpret_cast<char const*>(data), size};
    auto const report = read_bounce_report(mail);
    if (!report) {
        ensure(!report.error().zh_cn.empty() && !report.error().en.empty(), "it says why");
        return 0;
    }
    ensure(report->words.size() <= 500 && !find_invalid_utf8(report->words), "words are printable");
    ensure(report->recipient.size() <= 300, "a recipient is no novel");
    if (report->mark)
        ensure(parse_bounce_mark(to_text(*report->mark)) == report->mark, "a mark is a mark");
    return 0;
}
