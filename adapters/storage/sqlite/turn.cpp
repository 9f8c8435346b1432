#include "adapters/storage/sqlite/turn.hpp"

namespace duban::sqlite {

bool Turn::take(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    if (!free_.wait_for(lock, at_most, [this] { return !taken_; })) return false;
    taken_ = true;
    return true;
}

void Turn::give_back() {
    {
        std::scoped_lock const lock(mutex_);
        taken_ = false;
    }
    free_.notify_one();
}

}  // namespace duban::sqlite
