// The published proposal of Panyu walked through the year it was handled in, with the dates that
// year's calendar gives: three months from 3 June end on the holiday of 3 September 2015, announced
// in May of that year, and roll to a Sunday that was worked. The page itself tells no dates; those
// of the walk are chosen.
#include <catch2/catch.hpp>

#include <iostream>

#include "adapters/storage/memory/memory_store.hpp"
#include "engine/service/standing.hpp"
#include "tests/scenarios/published_proposal.hpp"
#include "tests/support/world.hpp"

using namespace duban;

namespace {

using Texts = std::vector<std::string>;

class Year {
  public:
    explicit Year(support::PublishedProposal const& page) {
        at("2015-05-25T10:00");
        REQUIRE_FALSE(has_errors(procedures_.put_in_force(
            *store_, support::shipped_definition("cppcc-proposal"), now_)));
        WorkflowId workflow;
        auto const procedure = procedures_.in_force(*store_->read(), "cppcc-proposal", workflow);
        id_ = perform(support::filing_of(page, procedure->workflow, office_.get()->directory));
    }

    void at(std::string_view wall) {
        now_ = calendar::Zone::find("Asia/Shanghai")->to_instant(*parse_wall_time(wall));
    }

    void act(std::string_view wall,
             std::string action,
             std::string const& actor,
             tracking::NamedValues with = {}) {
        at(wall);
        perform({.what = service::Acting{id_,
                                         {.action = std::move(action),
                                          .actor =
                                              service::actor_named(office_.get()->directory, actor),
                                          .with = std::move(with),
                                          .seen_revision = std::nullopt,
                                          .at = {}}},
                 .idempotency_key = {}});
    }

    /// How the end of the reply came about, as people read it.
    std::string reply_explained() {
        auto const file = *service::open_case(*store_->read(), procedures_, id_);
        std::vector<service::Step> const trail;
        auto const people = office_.get();
        auto const standing = service::standing_of(file,
                                                   {.trail = trail,
                                                    .directory = people->directory,
                                                    .language = Language::zh_cn,
                                                    .now = now_});
        auto const reply =
            std::ranges::find(standing.deadlines, "reply", &service::DeadlineStanding::name);
        REQUIRE(reply != standing.deadlines.end());
        return calendar::to_text(reply->explanation, Language::zh_cn);
    }

  private:
    CaseId perform(service::Request const& request) {
        auto const answer = tracker_.perform({&request, 1}, now_).front();
        if (!answer) FAIL(answer.error().reason.en);
        return answer->id;
    }

    std::unique_ptr<ports::Store> store_ = memory::make_memory_store();
    service::Procedures procedures_{support::shipped_calendars()};
    service::CurrentOffice office_{support::office_of_panyu()};
    service::Tracker tracker_{*store_, procedures_, office_};
    CaseId id_;
    Instant now_;
};

/// What the whole explanation must hold, line by line, in this order; the calendar's version apart.
void check_lines(std::string const& text, Texts const& lines) {
    std::cout << text << '\n';
    std::size_t from = 0;
    for (auto const& line : lines) {
        CAPTURE(line);
        auto const found = text.find(line, from);
        REQUIRE(found != std::string::npos);
        from = found + line.size();
    }
}

}  // namespace

TEST_CASE("the proposal of Panyu with the dates of its year, explained", "[scenario]") {
    auto const page = support::published_proposal();
    if (!page.is_real) WARN("the real proposal is not here; the project's own takes its place");
    Year year{page};
    year.act("2015-05-27T10:00", "accept", "lin-committee");
    year.act("2015-06-03T15:00",
             "assign",
             "chen-secretary",
             {{"host", expression::Value{std::string{"education-bureau"}}}});
    check_lines(year.reply_explained(),
                {"2015-06-03",
                 "期限：3个月，届满于 2015-09-03",
                 "2015-09-03 是休息日（抗日战争暨世界反法西斯战争胜利70周年纪念日）",
                 "2015-09-03 至 2015-09-05：",
                 "计为工作日的调休上班日（1 天）：",
                 "2015-09-06：",
                 "截止：2015-09-06 二十四时",
                 "确定：没有以未公布放假安排的日期为据"});

    // More time is counted from the first start, not from the day it is given.
    year.act("2015-06-05T09:00", "sign", "zhao-education");
    year.act("2015-08-28T09:00",
             "extend",
             "chen-secretary",
             {{"reason", expression::Value{std::string{"涉及南沙自贸区方案，须等上级批复"}}}});
    check_lines(year.reply_explained(), {"2015-06-03", "2015-12-03", "截止：2015-12-03"});
}
