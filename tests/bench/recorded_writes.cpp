#include "tests/bench/recorded_writes.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "engine/base/ensure.hpp"

namespace duban::bench {

namespace {

// sqlite3_auto_extension takes no context.
WriteRecorder* present_recorder = nullptr;

int on_profile(unsigned, void* database, void* statement, void*) {
    auto* const ran = static_cast<sqlite3_stmt*>(statement);
    std::unique_ptr<char, decltype(&sqlite3_free)> const expanded(sqlite3_expanded_sql(ran),
                                                                  sqlite3_free);
    ensure(expanded != nullptr, "SQLite spells out a statement");
    bool const changed = sqlite3_changes(static_cast<sqlite3*>(database)) > 0;
    present_recorder->ran(sqlite3_sql(ran), expanded.get(), changed);
    return 0;
}

int on_open(sqlite3* database, char const**, sqlite3_api_routines const*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, on_profile, database);
}

void (*entry_point())() {
    return reinterpret_cast<void (*)()>(&on_open);
}

std::string octets_of(std::string_view digits) {
    std::string octets;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        int octet = 0;
        std::from_chars(digits.data() + i, digits.data() + i + 2, octet, 16);
        octets.push_back(static_cast<char>(octet));
    }
    return octets;
}

/// Takes one SQL literal off the front: NULL, 12, 'it''s', x'00ff'.
Bound take_literal(std::string_view& sql) {
    auto const take = [&](std::size_t size) {
        auto const taken = sql.substr(0, size);
        sql.remove_prefix(size);
        return taken;
    };
    if (sql.starts_with("NULL")) {
        take(4);
        return {};
    }
    if (sql.starts_with("x'")) {
        take(2);
        Blob blob{octets_of(take(sql.find('\'')))};
        take(1);
        return blob;
    }
    if (!sql.starts_with('\'')) {
        std::int64_t number = 0;
        auto const end = std::from_chars(sql.data(), sql.data() + sql.size(), number);
        ensure(end.ec == std::errc{}, "what is no text is a whole number");
        take(static_cast<std::size_t>(end.ptr - sql.data()));
        return number;
    }
    take(1);
    std::string text;
    while (true) {
        text += take(sql.find('\''));
        take(1);
        if (!sql.starts_with('\'')) return text;
        text += take(1);  // a quote is written twice
    }
}

/// Which value stands for the mark at the front ("?" or "?2"), counted from 0.
std::size_t take_mark(std::string_view& text, std::size_t next) {
    text.remove_prefix(1);
    std::size_t number = next + 1;
    auto const end = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end.ptr - text.data()));
    return number - 1;
}

/// The statement's own text and the expanded one are equal but for the marks.
std::vector<Bound> values_of(std::string_view text, std::string_view expanded) {
    std::vector<Bound> values;
    while (!text.empty()) {
        if (!text.starts_with('?')) {
            text.remove_prefix(1);
            expanded.remove_prefix(1);
            continue;
        }
        auto const index = take_mark(text, values.size());
        values.resize(std::max(values.size(), index + 1));
        values[index] = take_literal(expanded);
    }
    return values;
}

bool is_writing(std::string_view text) {
    return text.starts_with("INSERT") || text.starts_with("UPDATE") || text.starts_with("DELETE");
}

void bind(sqlite3_stmt* statement, int index, Bound const& value) {
    if (auto const* number = std::get_if<std::int64_t>(&value)) {
        sqlite3_bind_int64(statement, index, *number);
    } else if (auto const* text = std::get_if<std::string>(&value)) {
        sqlite3_bind_text64(
            statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else if (auto const* blob = std::get_if<Blob>(&value)) {
        sqlite3_bind_blob64(
            statement, index, blob->octets.data(), blob->octets.size(), SQLITE_STATIC);
    } else {
        sqlite3_bind_null(statement, index);
    }
}

}  // namespace

WriteRecorder::WriteRecorder() {
    ensure(present_recorder == nullptr, "one recorder at a time");
    present_recorder = this;
    sqlite3_auto_extension(entry_point());
}

WriteRecorder::~WriteRecorder() {
    sqlite3_cancel_auto_extension(entry_point());
    present_recorder = nullptr;
}

void WriteRecorder::ran(std::string_view text, std::string_view expanded, bool changed) {
    if (text == "COMMIT" && !group_.empty()) writes_.groups.push_back(std::move(group_));
    if (text == "COMMIT") group_.clear();
    if (!is_writing(text) || !changed) return;
    auto const [known, added] = known_.try_emplace(std::string{text}, writes_.texts.size());
    if (added) writes_.texts.emplace_back(text);
    group_.push_back({known->second, values_of(text, expanded)});
}

struct Replay::Database {
    explicit Database(std::string const& path) {
        check(sqlite3_open_v2(
            path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
        // As the store sets them; WAL is a property of the file.
        execute(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; "
            "PRAGMA journal_size_limit = 67108864");
    }

    ~Database() {
        for (auto* const statement : statements) sqlite3_finalize(statement);
        sqlite3_close(handle);
    }

    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    void check(int code) const {
        if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle));
    }

    void execute(char const* sql) const {
        check(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr));
    }

    void prepare(std::string const& text) {
        check(sqlite3_prepare_v3(handle,
                                 text.data(),
                                 static_cast<int>(text.size()),
                                 SQLITE_PREPARE_PERSISTENT,
                                 &statements.emplace_back(nullptr),
                                 nullptr));
    }

    void run(Statement const& recorded) const {
        auto* const statement = statements[recorded.text];
        for (int index = 0; auto const& value : recorded.values) bind(statement, ++index, value);
        if (sqlite3_step(statement) != SQLITE_DONE) check(sqlite3_errcode(handle));
        check(sqlite3_reset(statement));
    }

    sqlite3* handle = nullptr;
    std::vector<sqlite3_stmt*> statements;
};

Replay::Replay(std::string const& path, RecordedWrites const& writes)
    : writes_{writes}, database_{std::make_unique<Database>(path)} {
    for (auto const& text : writes.texts) database_->prepare(text);
    database_->prepare("BEGIN IMMEDIATE");
    database_->prepare("COMMIT");
}

Replay::~Replay() = default;

void Replay::run() {
    Statement const begin{writes_.texts.size(), {}};
    Statement const commit{writes_.texts.size() + 1, {}};
    for (auto const& group : writes_.groups) {
        database_->run(begin);
        for (auto const& statement : group) database_->run(statement);
        database_->run(commit);
    }
}

}  // namespace duban::bench
