// What is said of a phrase of time that names no day, or not surely the one that is shown.
#pragma once

#include "engine/base/language.hpp"

namespace duban::intake {

inline constexpr Phrase no_date{.zh_cn = "没有写明日期，不能推算；请询问承办单位或自行填写",
                                .en = "without a date: ask the unit, or enter one"};
inline constexpr Phrase no_reply_day{.zh_cn = "须自答复之日推算，请用 --from 给出答复日期",
                                     .en = "counts from the day of the reply: name it (--from)"};
inline constexpr Phrase no_such_day{.zh_cn = "没有这一天，请对照原件填写",
                                    .en = "no such day exists: enter it from the original"};
inline constexpr Phrase year_of_sentence{.zh_cn = "未写年份，取自同句前文，请核对",
                                         .en = "the year is that named before in the sentence"};
inline constexpr Phrase year_of_next{.zh_cn = "未写年份，取答复之后的第一个，请核对",
                                     .en = "no year is named: this is the first after the reply"};
inline constexpr Phrase before_or_end{
    .zh_cn = "“前”可能指该期间开始之前，这里取该期间的最后一日，请核对",
    .en = "“前” (before) may mean before that period begins; this is its last day: check it"};
inline constexpr Phrase only_about{.zh_cn = "原文只说大概时间，这里取该期间的最后一日，请核对",
                                   .en = "the text is vague; this is the period's last day"};
inline constexpr Phrase a_beginning{.zh_cn = "原文说的是开始的时间，没有写明何时完成",
                                    .en = "names when it begins, not when it is done"};
inline constexpr Phrase only_after{.zh_cn = "原文只说在此之后，没有写明日期",
                                   .en = "only says that it comes after, without a date"};
inline constexpr Phrase other_start{.zh_cn = "自别的事项起算，不是自答复之日，请自行填写",
                                    .en = "counts from another event, not from the reply"};
inline constexpr Phrase working_days{
    .zh_cn = "按工作日计算，请用 duban due 推算后填写",
    .en = "in working days: count it with `duban due`, then enter it"};
inline constexpr Phrase a_season{.zh_cn = "季节、节日、学期没有确定的日期，请自行填写",
                                 .en = "a season, feast or school term is no day: enter one"};
inline constexpr Phrase each_time{.zh_cn = "每期都有，请填写下一次的日期",
                                  .en = "comes again each time: enter the next date"};
inline constexpr Phrase past_beside{.zh_cn = "同句也说到已做的事，请核对是否承诺",
                                    .en = "the sentence also speaks of what was done: check it"};
inline constexpr Phrase past_unknown{.zh_cn = "没有给出答复日期，未判断是否已经过去",
                                     .en = "without the day of the reply it may lie in the past"};
inline constexpr Phrase proposers_words{.zh_cn = "可能是转述提案人的话，请核对",
                                        .en = "these may be the proposer's words: check it"};

}  // namespace duban::intake
