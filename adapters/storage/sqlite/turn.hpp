// Whose turn it is to write: one holder at a time. Unlike a mutex it may be given back by another
// thread, and it is waited for with an end.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace duban::sqlite {

class Turn {
  public:
    /// False where another held it for all of `at_most`.
    bool take(std::chrono::milliseconds at_most);
    void give_back();

  private:
    std::mutex mutex_;
    std::condition_variable free_;
    bool taken_ = false;
};

}  // namespace duban::sqlite
