// The head of a published letter: the lines before the salutation that are neither menus nor the
// proposal's own text - the letter's heading, its document number, the mark of its class.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/intake/case_number.hpp"
#include "adapters/intake/labels.hpp"
#include "adapters/intake/passage.hpp"

namespace duban::intake {

class Head {
  public:
    /// `page` up to the letter; what the labels' blocks hold is not head.
    Head(Passage page, std::vector<Labelled> const& labelled);

    [[nodiscard]] std::vector<Passage> const& lines() const { return lines_; }

    [[nodiscard]] FoundNumber number() const;
    [[nodiscard]] std::optional<std::string> reply_class() const;
    /// 某局 of 某局关于…提案答复的函.
    [[nodiscard]] std::optional<std::string> writer() const;
    /// The title of the case in the letter's heading, or a line 关于…的提案 that stands alone.
    [[nodiscard]] std::optional<std::string> title() const;
    [[nodiscard]] bool is_co_handlers() const;

  private:
    Passage page_;
    std::vector<Passage> lines_;
};

/// 关于…提案答复的函, 对…建议的答复: the heading of an answer, not the title of a case.
[[nodiscard]] bool is_answer_heading(Passage line);

}  // namespace duban::intake
