#include "engine/service/audit.hpp"

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "engine/tracking/journal.hpp"

namespace duban::service {

namespace {

constexpr std::size_t page = 500;

/// The paths as a case is found by them: without the numbers of parts, each once.
std::string plain_paths(std::string_view place) {
    std::string plain;
    std::string last;
    while (!place.empty()) {
        auto const space = place.find(' ');
        std::string path{place.substr(0, space)};
        place.remove_prefix(space == std::string_view::npos ? place.size() : space + 1);
        auto const open = path.find('[');
        if (open != std::string::npos) path.erase(open, path.find(']') + 1 - open);
        if (path == last) continue;
        if (!plain.empty()) plain += ' ';
        plain += path;
        last = std::move(path);
    }
    return plain;
}

/// What the records say of a case, taken together.
class Retelling {
  public:
    void hear(std::string_view record) {
        auto const json = boost::json::parse(record).as_object();
        state_ = plain_paths(json.at("to").as_string());
        if (auto const* const set = json.if_contains("set")) {
            for (auto const& [name, value] : set->as_object()) {
                if (value.is_null()) {
                    fields_.erase(name);
                } else {
                    fields_[name] = value;
                }
            }
        }
    }

    /// What of the case the records do not bear out.
    [[nodiscard]] std::optional<Text> contradiction(ports::CaseRow const& row) const {
        if (row.state != state_) {
            return Text{.zh_cn = "案件的状态与办理记录不符",
                        .en = "the state of the case is not the one that its journal tells"};
        }
        if (row.revision != row.journal_length) {
            return Text{.zh_cn = "案件的版次与办理记录不符",
                        .en = "the revision of the case is not the one that its journal tells"};
        }
        if (boost::json::parse(row.data).as_object() != fields_) {
            return Text{.zh_cn = "案件的字段与办理记录不符",
                        .en = "the fields of the case are not those that its journal tells"};
        }
        return std::nullopt;
    }

  private:
    std::string state_;
    boost::json::object fields_;
};

/// The first break of one case's chain; counts its records.
std::optional<Break> walk(ports::Reader& reader, ports::CaseRow const& row, std::int64_t& records) {
    Hash head{};
    std::int64_t number = 0;
    Retelling retelling;
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
            retelling.hear(record.record);
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
    if (auto what = retelling.contradiction(row)) return Break{row.id, 0, std::move(*what)};
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
