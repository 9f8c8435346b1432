// What a store had SQLite write, statement by statement and group by group, and the same written
// again by bare SQLite: prepared statements, nothing read, nothing decided. Statements that changed
// no row are left out: bare SQLite need not try.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace duban::bench {

struct Blob {
    std::string octets;
};

using Bound = std::variant<std::monostate, std::int64_t, std::string, Blob>;

struct Statement {
    std::size_t text = 0;  // in RecordedWrites::texts
    std::vector<Bound> values;
};

struct RecordedWrites {
    std::vector<std::string> texts;
    std::vector<std::vector<Statement>> groups;  // one for each commit
};

/// Records every connection that this process opens while the object lives. One at a time, and one
/// thread.
class WriteRecorder {
  public:
    WriteRecorder();
    ~WriteRecorder();
    WriteRecorder(WriteRecorder const&) = delete;
    WriteRecorder& operator=(WriteRecorder const&) = delete;

    /// A statement has run: `expanded` is its text with the values in the place of the marks.
    void ran(std::string_view text, std::string_view expanded, bool changed);

    [[nodiscard]] RecordedWrites const& writes() const { return writes_; }

  private:
    RecordedWrites writes_;
    std::map<std::string, std::size_t, std::less<>> known_;
    std::vector<Statement> group_;
};

/// Writes the groups to the database at `path`, which stands as it stood when the recording began.
/// Throws std::runtime_error where SQLite refuses.
class Replay {
  public:
    Replay(std::string const& path, RecordedWrites const& writes);
    ~Replay();
    Replay(Replay const&) = delete;
    Replay& operator=(Replay const&) = delete;

    void run();

  private:
    struct Database;

    RecordedWrites const& writes_;
    std::unique_ptr<Database> database_;
};

}  // namespace duban::bench
