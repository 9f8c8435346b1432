#include "adapters/channels/program/line_reader.hpp"

namespace duban::program {

bool LineReader::feed(std::string_view bytes, std::function<void(std::string_view)> const& take) {
    bool fits = true;
    while (!bytes.empty()) {
        auto const end = bytes.find('\n');
        rest_ += bytes.substr(0, end);
        if (rest_.size() > bytes_max_) {
            rest_.clear();
            fits = false;
        } else if (end != std::string_view::npos) {
            auto const line = std::move(rest_);
            rest_.clear();
            take(line);
        }
        if (end == std::string_view::npos) break;
        bytes.remove_prefix(end + 1);
    }
    return fits;
}

}  // namespace duban::program
