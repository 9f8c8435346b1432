// What is known of a file without opening it. Its hash is its identity: what is in it is kept by
// that, once.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/sha256.hpp"

namespace duban {

struct FileDescription {
    std::string name;  // without a path
    std::string media_type;
    std::int64_t size = 0;  // octets
    Hash sha256{};          // of them

    friend bool operator==(FileDescription const&, FileDescription const&) = default;
};

}  // namespace duban
