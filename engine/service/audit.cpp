#include "engine/service/audit.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>

#include "engine/service/case_file.hpp"
#include "engine/service/kept_content.hpp"
#include "engine/service/retelling_impl.hpp"
#include "engine/service/told_files.hpp"
#include "engine/tracking/journal.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::service {

namespace {

constexpr std::size_t page = 500;

/// Of all cases: what is in a file that several of them tell of is looked at once.
class Contents {
  public:
    explicit Contents(ports::Reader& reader) : reader_{reader} {}

    std::optional<ContentFault> fault_of(Hash const& sha256) {
        auto const [known, is_new] = faults_.try_emplace(sha256);
        if (is_new) {
            if (auto const content = kept_content(reader_, sha256); !content)
                known->second = content.error();
        }
        return known->second;
    }

    void is_described_only(Hash const& sha256) { described_only_.insert(sha256); }

    void count(AuditResult& result) const {
        result.described_only = static_cast<std::int64_t>(described_only_.size());
        result.files = static_cast<std::int64_t>(faults_.size()) - result.described_only;
    }

  private:
    ports::Reader& reader_;
    std::map<Hash, std::optional<ContentFault>> faults_;
    std::set<Hash> described_only_;
};

/// The audit of one case.
class Inspection {
  public:
    Inspection(ports::Reader& reader,
               Procedures& procedures,
               Contents& contents,
               ports::CaseRow const& row,
               AuditResult& result)
        : reader_{reader},
          procedures_{procedures},
          contents_{contents},
          row_{row},
          result_{result} {}

    void run() {
        try {
            if (!walk()) return;
            if (auto what = retelling_.contradiction(row_)) return add(0, std::move(*what));
            auto const file = open_case(reader_, procedures_, row_);
            if (auto what = retelling_.contradiction(file)) add(0, std::move(*what));
            if (file.row.title != title_of(file))
                add(0,
                    {.zh_cn = fmt::format(
                         "列表所用的标题“{}”与案件的标题“{}”不符", file.row.title, title_of(file)),
                     .en = fmt::format("the title it is listed by, \"{}\", is not that of the "
                                       "case, \"{}\"",
                                       file.row.title,
                                       title_of(file))});
            for (auto const& deadline : file.state.deadlines) look_at(*file.procedure, deadline);
            look_at_deliveries();
        } catch (ports::StoreFailure const&) {
            throw;
        } catch (std::exception const& failure) {
            add(0,
                {.zh_cn = fmt::format("案件无法读取：{}", failure.what()),
                 .en = fmt::format("the case cannot be read: {}", failure.what())});
        }
    }

  private:
    void add(std::int64_t number, Text what) {
        result_.breaks.push_back({row_.id, number, std::move(what)});
    }

    /// Along the chain; false where it is broken.
    bool walk() {
        Hash head{};
        std::int64_t number = 0;
        while (true) {
            auto const records = reader_.journal(row_.id, number, page);
            for (auto const& record : records) {
                ++number;
                if (auto what = wrong(record, number, head)) {
                    add(number, std::move(*what));
                    return false;
                }
                retelling_.hear(record);
                look_at_files(record);
                ++result_.records;
            }
            if (records.size() < page) break;
        }
        if (number == row_.journal_length && head == row_.journal_head) return true;
        add(number + 1,
            {.zh_cn = "末尾的记录被删除，或案件的封存值被改动",
             .en = "records at the end were removed, or the head of the case was changed"});
        return false;
    }

    void look_at_files(ports::JournalRow const& record) {
        auto const told = files_told(record.record);
        kept_.insert(told.kept.begin(), told.kept.end());
        for (auto const& file : told.described) {
            auto const fault = contents_.fault_of(file.sha256);
            if (!fault) continue;
            bool const was_kept = kept_.contains(file.sha256);
            if (*fault == ContentFault::missing && !was_kept) {
                contents_.is_described_only(file.sha256);
            } else {
                add(record.number, words_of(*fault, file));
            }
        }
    }

    /// What is wrong with the next record; else the head moves on to it.
    std::optional<Text> wrong(ports::JournalRow const& record,
                              std::int64_t number,
                              Hash& head) const {
        if (record.number != number)
            return Text{.zh_cn = "缺少这一条记录", .en = "this record is missing"};
        head = tracking::chain(head, row_.id, number, record.at, record.record);
        if (head == record.hash) return std::nullopt;
        return Text{.zh_cn = "这一条或它之前的记录被改动过",
                    .en = "this record, or the one before it, was changed"};
    }

    void look_at(tracking::Procedure const& procedure, tracking::Deadline const& deadline) {
        auto const& name = procedure.workflow.states[deadline.state].due->name;
        auto const alarm = reader_.find_alarm(deadline.id);
        auto const wanted = tracking::next_alarm(procedure, deadline);
        auto const complain = [&](Text const& what) {
            add(0,
                {.zh_cn = fmt::format("时限“{}”（{}）：{}", name, deadline.id.value, what.zh_cn),
                 .en =
                     fmt::format("the deadline \"{}\" ({}) {}", name, deadline.id.value, what.en)});
        };
        if (wanted && !alarm) {
            complain({.zh_cn = "没有闹钟，到期不会提醒",
                      .en = "has no alarm: nobody would be reminded"});
        }
        // Under a calendar that nobody kept the dates that were told stand.
        if (!procedure.knows_calendar(deadline.ledger.calendar_version)) return;
        if (derived_end(procedure, deadline).at != deadline.due_at) {
            complain({.zh_cn = "到期日与起算日、期限推算的不一致",
                      .en = "is not due when its start and its term say"});
        }
        if (wanted && alarm && alarm->at > *wanted) {
            complain(
                {.zh_cn =
                     fmt::format("闹钟过晚（{}，应为{}）", to_text(alarm->at), to_text(*wanted)),
                 .en = fmt::format(
                     "has its alarm too late: {}, not {}", to_text(alarm->at), to_text(*wanted))});
        }
    }

    void look_at_deliveries() {
        ports::DeliveryFilter filter;
        filter.case_id = row_.id;
        filter.limit = page;
        while (true) {
            auto const deliveries = reader_.list_deliveries(filter);
            for (auto const& delivery : deliveries) {
                filter.after = delivery.id;
                if (retelling_.tells_of(delivery)) continue;
                add(0,
                    {.zh_cn = fmt::format("{}号通知（{}，{}）在办理记录中没有来由",
                                          delivery.id.value,
                                          delivery.message,
                                          delivery.recipient),
                     .en = fmt::format("the journal knows nothing of delivery {} ({} to {})",
                                       delivery.id.value,
                                       delivery.message,
                                       delivery.recipient)});
            }
            if (deliveries.size() < page) return;
        }
    }

    ports::Reader& reader_;
    Procedures& procedures_;
    Contents& contents_;
    ports::CaseRow const& row_;
    AuditResult& result_;
    Retelling retelling_;
    std::set<Hash> kept_;  // contents that came with an action on the case
};

}  // namespace

AuditResult audit(ports::Reader& reader, Procedures& procedures) {
    AuditResult result;
    Contents contents{reader};
    ports::CaseFilter filter;
    filter.limit = page;
    while (true) {
        auto const rows = reader.list_cases(filter);
        for (auto const& row : rows) {
            ++result.cases;
            Inspection{reader, procedures, contents, row, result}.run();
            filter.after = row.id;
        }
        contents.count(result);
        if (rows.size() < page) return result;
    }
}

}  // namespace duban::service
