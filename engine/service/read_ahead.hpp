// The read-ahead of a group: while its actions are written one after the other, another thread
// opens the cases of those that follow and decides them. Nobody else can commit while the group's
// transaction is open, so what is read beside it is what the transaction itself would read of a
// case that it has not touched. A help, never a need: whatever it has not come to is done without
// it.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/ports/companion.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"
#include "engine/service/recorder.hpp"
#include "engine/service/tracker.hpp"

namespace duban::service {

/// An action as far as it comes without writing.
struct DecidedAction {
    tracking::Change change;
    Entry entry;
};

class ReadAhead {
  public:
    /// `batch` outlives its run.
    ReadAhead(Procedures& procedures,
              OfficePointer office,
              std::span<Request const> batch,
              Instant now);

    /// On the other thread, once, beginning with the second request. `store`: whose transaction is
    /// open.
    void run(ports::Store& store) noexcept;

    /// What it found for this request; null where it had not come to it, or where that cannot be
    /// told beforehand. Each once, on the thread that writes.
    DecidedAction* find(std::size_t request);

    /// It begins nothing more; what has begun has ended when this returns.
    void finish() noexcept;

  private:
    enum class Run : std::uint8_t { waiting, begun, ended };
    enum class Stage : std::uint8_t { open, begun, done, taken };

    struct Slot {
        std::atomic<Stage> stage = Stage::open;
        std::optional<DecidedAction> decided;
    };

    void read_all(ports::Store& store) noexcept;
    void decide(ports::Reader& reader, Slot& slot, Request const& request) noexcept;

    Procedures& procedures_;
    OfficePointer office_;
    std::span<Request const> batch_;
    Instant now_;
    std::vector<Slot> slots_;
    std::atomic<Run> run_ = Run::waiting;
    std::atomic<bool> is_stopped_ = false;
};

/// As long as this lives a companion reads ahead; none, where there is no companion or the batch is
/// not worth waking it. It ends before the transaction of the batch does, for a reader would keep
/// the store from tidying up after a commit.
class ReadingAhead {
  public:
    ReadingAhead(ports::Store& store,
                 Procedures& procedures,
                 OfficePointer office,
                 std::span<Request const> batch,
                 Instant now,
                 ports::Companion* companion);
    ~ReadingAhead();

    ReadingAhead(ReadingAhead const&) = delete;
    ReadingAhead& operator=(ReadingAhead const&) = delete;

    /// See ReadAhead.
    [[nodiscard]] DecidedAction* find(std::size_t request) const;

  private:
    ports::Companion* companion_;
    std::shared_ptr<ReadAhead> read_ahead_;  // null: nobody reads
};

}  // namespace duban::service
