// A second thread beside the one that writes, for what need not hold that one up.
#pragma once

#include <functional>

namespace duban::ports {

class Companion {
  public:
    virtual ~Companion() = default;

    /// Returns at once. The work is done, and let go of, after what was given before. It must not
    /// throw.
    virtual void give(std::function<void()> work) = 0;
};

}  // namespace duban::ports
