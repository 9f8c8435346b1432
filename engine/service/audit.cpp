#include "engine/service/audit.hpp"

#include "engine/tracking/journal.hpp"

namespace duban::service {

namespace {

constexpr std::size_t page = 500;

/// The first break of one case's chain; counts its records.
std::optional<Break> walk(ports::Reader& reader, ports::CaseRow const& row, std::int64_t& records) {
    Hash head{};
    std::int64_t number = 0;
    while (true) {
        auto const rows = reader.journal(row.id, number, page);
        for (auto const& record : rows) {
            ++number;
            if (record.number != number) {
                return Break{
                    row.id, number, {.zh_cn = "缺少这一条记录", .en = "this record is missing"}};
            }
            head = tracking::chain(head, row.id, number, record.at, record.record);
            if (head != record.hash) {
                return Break{row.id,
                             number,
                             {.zh_cn = "这一条或它之前的记录被改动过",
                              .en = "this record, or the one before it, was changed"}};
            }
            ++records;
        }
        if (rows.size() < page) break;
    }
    if (number != row.journal_length || head != row.journal_head) {
        return Break{
            row.id,
            number + 1,
            {.zh_cn = "末尾的记录被删除，或案件的封存值被改动",
             .en = "records at the end were removed, or the head of the case was changed"}};
    }
    return std::nullopt;
}

}  // namespace

AuditResult audit(ports::Reader& reader) {
    AuditResult result;
    ports::CaseFilter filter;
    filter.limit = page;
    while (true) {
        auto const rows = reader.list_cases(filter);
        for (auto const& row : rows) {
            ++result.cases;
            if (auto broken = walk(reader, row, result.records)) {
                result.breaks.push_back(std::move(*broken));
            }
            filter.after = row.id;
        }
        if (rows.size() < page) return result;
    }
}

}  // namespace duban::service
