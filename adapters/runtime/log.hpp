// The log: one line an event, `event=name key=value …`, to standard error. An event's name is
// stable and stands in docs/log.md with what the operator should do. Never given a secret.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace duban::runtime {

enum class Level { debug, info, warning, error };

using Pairs = std::initializer_list<std::pair<std::string_view, std::string>>;

class Log {
  public:
    enum class Form { text, json };

    /// Below `least` nothing is written. Safe from several threads.
    explicit Log(Level least = Level::info, Form form = Form::text);

    void write(Level level, std::string_view event, Pairs pairs) const;

    void debug(std::string_view event, Pairs pairs) const { write(Level::debug, event, pairs); }

    void info(std::string_view event, Pairs pairs) const { write(Level::info, event, pairs); }

    void warning(std::string_view event, Pairs pairs) const { write(Level::warning, event, pairs); }

    void error(std::string_view event, Pairs pairs) const { write(Level::error, event, pairs); }

  private:
    Level least_;
    Form form_;
};

/// event=x key=value key="value with spaces"; control characters escaped, so that no value can
/// forge a line.
std::string log_line(Log::Form form, std::string_view event, Pairs pairs);

}  // namespace duban::runtime
