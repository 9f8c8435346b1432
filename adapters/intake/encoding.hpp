// The bytes of a file as characters. Pages come in UTF-8 and, older ones, in GB18030 (which holds
// GB2312 and GBK) or Big5; the declared name is believed only where the bytes agree with it.
#pragma once

#include <string>
#include <string_view>

namespace duban::intake {

struct Decoded {
    std::u32string text;
    bool damaged = false;  // bytes that mean nothing were read as U+FFFD
};

/// Takes any bytes; never fails for what they hold.
[[nodiscard]] Decoded decode(std::string_view bytes);

}  // namespace duban::intake
