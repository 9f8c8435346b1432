#include "engine/service/unreadable_case.hpp"

#include <new>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::service {

namespace {

// It may quote what is damaged, which may be long.
constexpr std::size_t cells_max = 300;

}  // namespace

Result<CaseFile, UnreadableCase> read_case(ports::Reader& reader,
                                           Procedures& procedures,
                                           ports::CaseRow row) {
    UnreadableCase unreadable{
        .id = row.id, .title = delivery::printable_words(row.title), .why = {}};
    try {
        return open_case(reader, procedures, std::move(row));
    } catch (ports::StoreFailure const&) {
        throw;
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& failure) {
        unreadable.why = delivery::printable_words(cut_to_width(failure.what(), cells_max));
    }
    return Failure<UnreadableCase>{std::move(unreadable)};
}

}  // namespace duban::service
