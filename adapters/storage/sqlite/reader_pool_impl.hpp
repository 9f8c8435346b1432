// Connections that read, kept between uses: a Reader borrows one and holds its own moment of the
// file. Any thread may ask.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/storage/sqlite/connection_impl.hpp"

namespace duban::sqlite {

class ReaderPool {
  public:
    explicit ReaderPool(Options options);

    ~ReaderPool();
    ReaderPool(ReaderPool const&) = delete;
    ReaderPool& operator=(ReaderPool const&) = delete;

    std::unique_ptr<ports::Reader> read();

    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection) noexcept;

  private:
    Options const options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t taken_ = 0;
};

}  // namespace duban::sqlite
