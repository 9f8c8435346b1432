// Any bytes through the reader of published pages: it answers with valid UTF-8, and what it found
// is clean - no line breaks, borders or tags in names and titles, no empty names, no part without
// words. Seeds: tests/adapters/intake/pages.
#include <cstdint>
#include <string_view>

#include "adapters/intake/published_case_json.hpp"
#include "adapters/intake/published_page.hpp"
#include "engine/base/ensure.hpp"
#include "engine/base/utf8.hpp"

using namespace duban;
using namespace duban::intake;

namespace {

void check_name(std::string_view name) {
    ensure(!name.empty(), "a name is not empty");
    ensure(name.find_first_of("\n|") == name.npos, "a name is one line without borders");
}

void check_parts(std::vector<NumberedPart> const& parts) {
    for (auto const& part : parts) {
        ensure(!part.label || !part.label->empty(), "a label is a word or absent");
        ensure(!part.heading || !part.heading->empty(), "a heading is a word or absent");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    auto const read = read_published_page(bytes, "fuzz.txt");
    for (auto const& name : read.proposers) check_name(name);
    for (auto const& name : read.co_handlers) check_name(name);
    if (read.title) check_name(*read.title);
    if (read.unit) check_name(*read.unit);
    if (read.number) check_name(*read.number);
    ensure(!read.reasons || !read.reasons->empty(), "reasons are words or absent");
    ensure(!read.reply || !read.reply->empty(), "a reply is words or absent");
    check_parts(read.requests);
    check_parts(read.answers);
    ensure(!find_invalid_utf8(to_json(read)), "what is told is valid UTF-8");
    return 0;
}
