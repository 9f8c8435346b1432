// Cuts a stream of bytes into lines of bounded length.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace duban::program {

class LineReader {
  public:
    explicit LineReader(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// Gives each whole line without its end to `take`. False once a line is too long; what there
    /// is of it is dropped.
    bool feed(std::string_view bytes, std::function<void(std::string_view)> const& take);

    /// The last line, if the stream ended without a line end.
    [[nodiscard]] std::string const& rest() const { return rest_; }

  private:
    std::size_t bytes_max_;
    std::string rest_;
};

}  // namespace duban::program
