#include "engine/service/unreadable_case.hpp"

#include <fmt/format.h>

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

std::optional<Result<CaseFile, UnreadableCase>> read_case(ports::Reader& reader,
                                                          Procedures& procedures,
                                                          CaseId id) {
    auto row = reader.find_case(id);
    if (!row) return std::nullopt;
    return read_case(reader, procedures, std::move(*row));
}

Text cannot_be_read(UnreadableCase const& unreadable) {
    auto const& [id, title, why] = unreadable;
    return {
        .zh_cn = fmt::format(
            "{}号案件（{}）无法读出：{}。请告知管理员；查看：duban verify", id.value, title, why),
        .en = fmt::format("case {} ({}) cannot be read: {}. Tell your administrator; see: "
                          "duban verify",
                          id.value,
                          title,
                          why)};
}

}  // namespace duban::service
