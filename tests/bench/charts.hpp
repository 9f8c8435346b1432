// The two charts on which the interpreter is measured, the same for everybody: four states in a
// ring, and three regions of three states each.
#pragma once

#include <string_view>

namespace duban::bench {

constexpr int events_in_a_batch = 1260;  // both charts stand then where they began

constexpr std::string_view ring = R"(
a
  on go -> b
b
  on go -> c
c
  on go -> d
d
  on go -> a
)";

/// `all` moves every region, `r`, `s` and `t` their own.
constexpr std::string_view regions = R"(
p regions
  r
    r1
      on all -> r2
      on r -> r2
    r2
      on all -> r3
      on r -> r3
    r3
      on all -> r1
      on r -> r1
  s
    s1
      on all -> s2
      on s -> s2
    s2
      on all -> s3
      on s -> s3
    s3
      on all -> s1
      on s -> s1
  t
    t1
      on all -> t2
      on t -> t2
    t2
      on all -> t3
      on t -> t3
    t3
      on all -> t1
      on t -> t1
)";

/// Something that can be given the same events over and over.
class Machine {
  public:
    Machine() = default;
    Machine(Machine const&) = delete;
    Machine& operator=(Machine const&) = delete;
    virtual ~Machine() = default;

    /// A batch of `go` to the ring, of `r`, `s`, `t` in turn or of `all` to the regions. Returns
    /// how many states were entered by it where the machine can tell, else 0.
    virtual std::size_t run_batch() = 0;
};

}  // namespace duban::bench
