#include "engine/service/read_ahead.hpp"

#include <algorithm>
#include <exception>
#include <set>

#include "engine/service/bell.hpp"
#include "engine/service/handing_in.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/journal.hpp"

namespace duban::service {

namespace {

constexpr std::size_t worth_waking = 3;  // requests

/// Of no case that is there yet: 0.
CaseId case_of(Request const& request) {
    return std::visit(
        [](auto const& what) {
            if constexpr (requires { what.id; }) return what.id;
            return CaseId{};
        },
        request.what);
}

/// Nothing where it must write before it can be decided (files, or what is due on the case), and
/// where it is refused.
std::optional<DecidedAction> decide_action(ports::Reader& reader,
                                           Procedures& procedures,
                                           Office const& office,
                                           Acting const& acting,
                                           Instant now) {
    auto file = open_case(reader, procedures, acting.id);
    if (!file || is_something_due(*file, now)) return std::nullopt;
    if (!HandingIn{file->procedure->workflow, acting.input.with, acting.files}.is_empty())
        return std::nullopt;
    auto input = acting.input;
    input.at = now;
    auto change = tracking::decide(*file->procedure, file->state, input);
    if (!change) return std::nullopt;
    auto entry = compose(std::move(*file), *change, occasion_of(acting, {}), office);
    return DecidedAction{std::move(*change), std::move(entry)};
}

}  // namespace

ReadAhead::ReadAhead(Procedures& procedures,
                     OfficePointer office,
                     std::span<Request const> batch,
                     Instant now)
    : procedures_{procedures},
      office_{std::move(office)},
      batch_{batch},
      now_{now},
      slots_(batch.size()) {
    std::set<CaseId> touched;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        auto const id = case_of(batch[i]);
        bool const is_first = id.value == 0 || touched.insert(id).second;
        if (!is_first || !std::holds_alternative<Acting>(batch[i].what))
            slots_[i].stage = Stage::taken;
    }
}

void ReadAhead::run(ports::Store& store) noexcept {
    auto waiting = Run::waiting;
    if (!run_.compare_exchange_strong(waiting, Run::begun)) return;
    read_all(store);
    run_ = Run::ended;
    run_.notify_one();
}

void ReadAhead::finish() noexcept {
    is_stopped_ = true;
    auto waiting = Run::waiting;
    if (!run_.compare_exchange_strong(waiting, Run::ended)) run_.wait(Run::begun);
}

void ReadAhead::read_all(ports::Store& store) noexcept {
    try {
        auto const reader = store.read();
        // The first is written already by the time that it could be told of.
        for (std::size_t i = 1; i < slots_.size() && !is_stopped_; ++i) {
            auto open = Stage::open;
            if (slots_[i].stage.compare_exchange_strong(open, Stage::begun))
                decide(*reader, slots_[i], batch_[i]);
        }
    } catch (std::exception const&) {
        // Whoever writes meets it too, and says so.
    }
}

void ReadAhead::decide(ports::Reader& reader, Slot& slot, Request const& request) noexcept {
    try {
        slot.decided =
            decide_action(reader, procedures_, *office_, std::get<Acting>(request.what), now_);
    } catch (std::exception const&) {
        slot.decided.reset();  // as above
    }
    slot.stage = Stage::done;
    slot.stage.notify_one();
}

DecidedAction* ReadAhead::find(std::size_t request) {
    auto& slot = slots_[request];
    auto open = Stage::open;
    if (slot.stage.compare_exchange_strong(open, Stage::taken) || open == Stage::taken)
        return nullptr;
    slot.stage.wait(Stage::begun);
    return slot.decided ? &*slot.decided : nullptr;
}

ReadingAhead::ReadingAhead(ports::Store& store,
                           Procedures& procedures,
                           OfficePointer office,
                           std::span<Request const> batch,
                           Instant now,
                           ports::Companion* companion)
    : companion_{companion} {
    if (companion == nullptr || batch.size() < worth_waking) return;
    read_ahead_ = std::make_shared<ReadAhead>(procedures, std::move(office), batch, now);
    companion->give([ahead = read_ahead_, &store] { ahead->run(store); });
}

ReadingAhead::~ReadingAhead() {
    if (read_ahead_ == nullptr) return;
    read_ahead_->finish();
    companion_->give([ahead = std::move(read_ahead_)] {});  // to free it takes its time as well
}

DecidedAction* ReadingAhead::find(std::size_t request) const {
    return read_ahead_ == nullptr ? nullptr : read_ahead_->find(request);
}

}  // namespace duban::service
