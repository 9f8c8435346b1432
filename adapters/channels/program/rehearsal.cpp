#include "adapters/channels/program/rehearsal.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <system_error>

#include "adapters/channels/program/dialogue.hpp"

namespace duban::program {

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;
using Verdict = Finding::Verdict;

// An answer to a harmless line; a send has its own time, for there is a provider behind it.
constexpr milliseconds patience = 5s;
constexpr milliseconds send_patience = 30s;

template <class Wanted>
bool is_a(Message const& message) {
    return std::holds_alternative<Wanted>(message);
}

class Rehearsal {
  public:
    Rehearsal(Script const& script, std::function<void(Finding const&)> const& tell)
        : script_{script}, tell_{tell} {}

    bool run() {
        if (may_be_run() && starts() && greets() && takes_the_settings() && gets_ready()) {
            answers_pings();
            ignores_the_unknown();
            survives_garbage();
            survives_long_lines();
            answers_each_send();
            takes_a_cancel();
            keeps_output_clean();
            drains();
        }
        ends_when_asked();
        return !broken_;
    }

  private:
    void say(std::string_view point, bool kept, Text words) {
        broken_ |= !kept;
        tell_({.point = point,
               .verdict = kept ? Verdict::kept : Verdict::broken,
               .words = std::move(words)});
    }

    bool may_be_run() {
        auto fault = fault_of(script_.program);
        say("may_be_run",
            !fault,
            fault ? std::move(*fault)
                  : Text{.zh_cn = "文件及其所在文件夹只有属主可写",
                         .en = "nobody else may write to the file and its folder"});
        return !broken_;
    }

    bool starts() {
        try {
            dialogue_ = std::make_unique<Dialogue>(script_.program);
            return true;
        } catch (std::system_error const& failure) {
            say("starts",
                false,
                {.zh_cn = fmt::format("无法启动：{}", failure.what()),
                 .en = fmt::format("it cannot be started: {}", failure.what())});
            return false;
        }
    }

    bool greets() {
        dialogue_->say(hello_line(script_.program.name), patience);
        auto const message = dialogue_->hear(script_.program.patience.hello, is_a<Hello>);
        auto const* hello = message ? std::get_if<Hello>(&*message) : nullptr;
        if (hello != nullptr) {
            settings_ = hello->settings;
            settings_unclear_ = hello->settings_unclear;
        }
        bool const kept = hello != nullptr && hello->protocol == 1 && !hello->name.empty();
        say("greets",
            kept,
            kept ? Text{.zh_cn = fmt::format("{} {}，最多同时 {} 条",
                                             hello->name,
                                             hello->version,
                                             hello->in_flight_max),
                        .en = fmt::format("{} {}, at most {} at once",
                                          hello->name,
                                          hello->version,
                                          hello->in_flight_max)}
                 : Text{.zh_cn = "5 秒内应以 {\"op\":\"hello\",\"proto\":1,\"name\":…} 回应 hello",
                        .en = "`hello` is answered within 5 seconds with "
                              "{\"op\":\"hello\",\"proto\":1,\"name\":…}"});
        return kept;
    }

    /// What it states in `hello`.
    bool takes_the_settings() {
        constexpr std::string_view point = "takes_the_settings";
        auto const faults = faults_of_settings();
        for (auto const& fault : faults) say(point, false, fault);
        if (!faults.empty()) return false;
        if (settings_) {
            say(point,
                true,
                {.zh_cn = "设置与它在 config_schema 中写明的相符",
                 .en = "the settings are those that its config_schema states"});
        } else {
            tell_({.point = point,
                   .verdict = Verdict::skipped,
                   .words = {.zh_cn = "未试：hello 中没有 config_schema",
                             .en = "not tried: its `hello` states no config_schema"}});
        }
        return true;
    }

    /// The secrets are read for it.
    std::vector<Text> faults_of_settings() {
        auto secrets = read_secrets(script_.program);
        if (!secrets) return {secrets.error()};
        secrets_ = std::move(*secrets);
        if (settings_unclear_) {
            return {{.zh_cn = "hello 中的 config_schema 无法理解：见 docs/plug-ins.md",
                     .en = "the config_schema of its `hello` is not understood: see "
                           "docs/plug-ins.md"}};
        }
        if (!settings_) return {};
        return faults_of(*settings_, script_.program.config, secrets_);
    }

    bool gets_ready() {
        dialogue_->say(init_line(script_.program.config, secrets_), patience);
        auto const message = dialogue_->hear(
            script_.program.patience.ready,
            [](Message const& heard) { return is_a<Ready>(heard) || is_a<Fatal>(heard); });
        bool const kept = message && is_a<Ready>(*message);
        auto const* fatal = message ? std::get_if<Fatal>(&*message) : nullptr;
        say("gets_ready",
            kept,
            fatal != nullptr
                ? Text{.zh_cn = fmt::format("它说无法服务：{} {}", fatal->code, fatal->words),
                       .en = fmt::format(
                           "it says that it cannot serve: {} {}", fatal->code, fatal->words)}
                : Text{.zh_cn = "15 秒内应以 {\"op\":\"ready\"} 回应 init",
                       .en = "`init` is answered within 15 seconds with {\"op\":\"ready\"}"});
        return kept;
    }

    /// Whether it still answers a ping.
    bool is_awake(milliseconds time) {
        return dialogue_->say(ping_line(++pings_), time) &&
               dialogue_->hear(time, is_a<Pong>).has_value();
    }

    void answers_pings() {
        say("answers_pings",
            is_awake(patience),
            {.zh_cn = "{\"op\":\"ping\",\"n\":7} 应以 {\"op\":\"pong\",\"n\":7} 回应",
             .en = "{\"op\":\"ping\",\"n\":7} is answered with {\"op\":\"pong\",\"n\":7}"});
    }

    void ignores_the_unknown() {
        dialogue_->say("{\"op\":\"from_the_future\",\"id\":\"f-1\",\"field\":{\"a\":[1,2]}}\n",
                       patience);
        bool const answered = dialogue_->hear(patience, is_a<Other>).has_value();
        say("ignores_the_unknown",
            answered && is_awake(patience),
            {.zh_cn = "不认识的 op 应以 {\"op\":\"unsupported\"} 回应，然后继续工作",
             .en = "an `op` it does not know is answered with {\"op\":\"unsupported\"}, and it "
                   "goes on"});
    }

    void survives_garbage() {
        dialogue_->say("this is not JSON\n[1,2,3]\n{\"no\":\"op\"}\n\n", patience);
        say("survives_garbage",
            is_awake(patience),
            {.zh_cn = "不成样的行应忽略，不能因此退出",
             .en = "lines that make no sense are passed over and end nothing"});
    }

    void survives_long_lines() {
        auto line = fmt::format("{{\"op\":\"ping\",\"n\":0,\"padding\":\"{}\"}}\n",
                                std::string(line_bytes_max - 1'000, 'x'));
        bool const answered =
            dialogue_->say(line, patience) && dialogue_->hear(patience, is_a<Pong>).has_value();
        say("survives_long_lines",
            answered && is_awake(patience),
            {.zh_cn = "256 KiB 以内的行都要能读", .en = "lines of up to 256 KiB are read"});
    }

    void answers_each_send() {
        if (script_.message.address.empty()) {
            tell_({.point = "answers_each_send",
                   .verdict = Verdict::skipped,
                   .words = {.zh_cn = "未试：用 --to 给出地址就真发一条",
                             .en = "not tried: with --to ADDRESS one is sent in earnest"}});
            return;
        }
        auto const id = id_of(script_.message);
        dialogue_->say(send_line(id, script_.message), patience);
        auto const message = dialogue_->hear(send_patience, [&](Message const& heard) {
            auto const* answer = std::get_if<Answer>(&heard);
            return answer != nullptr && answer->id == id;
        });
        auto const* answer = message ? std::get_if<Answer>(&*message) : nullptr;
        bool const understood = answer != nullptr && answer->outcome.code != "bad_answer";
        say("answers_each_send",
            understood,
            understood ? outcome_words(answer->outcome) : send_rule());
    }

    /// Its answer may have crossed ours, so the message may be one that it has answered, or never
    /// saw.
    void takes_a_cancel() {
        dialogue_->say(cancel_line(id_of(script_.message)), patience);
        bool const awake = is_awake(patience);
        auto const strange = dialogue_->hear(milliseconds::zero(), [](Message const& heard) {
            auto const* other = std::get_if<Other>(&heard);
            return other != nullptr && other->operation != "unsupported";
        });
        say("takes_a_cancel",
            awake && !strange,
            {.zh_cn =
                 "收到 {\"op\":\"cancel\"} 可以不答，或以 result、unsupported 回应，然后继续工作",
             .en = "{\"op\":\"cancel\"} is answered with nothing, a `result` or `unsupported`, and "
                   "it goes on"});
    }

    static Text send_rule() {
        return {.zh_cn = "每个 send 应以同一 id 的 result 回应，items 中有 rid 为 r1 的一项",
                .en =
                    "each send is answered by a `result` of the same id, with an item whose rid "
                    "is r1"};
    }

    static Text outcome_words(delivery::Outcome const& outcome) {
        auto const words =
            fmt::format("{} {} {}", delivery::to_text(outcome.kind), outcome.code, outcome.words);
        return {.zh_cn = fmt::format("结果：{}", words),
                .en = fmt::format("it came to: {}", words)};
    }

    void keeps_output_clean() {
        bool const kept = dialogue_->stray_lines() == 0;
        say("keeps_output_clean",
            kept,
            kept ? Text{.zh_cn = "标准输出只有协议",
                        .en = "standard output holds the protocol alone"}
                 : Text{.zh_cn = fmt::format("标准输出有协议以外的行：{}", dialogue_->stray_line()),
                        .en = fmt::format("a line on standard output is not of the protocol: {}",
                                          dialogue_->stray_line())});
    }

    void drains() {
        dialogue_->say(drain_line(), patience);
        bool const drained =
            dialogue_
                ->hear(patience,
                       [](Message const& heard) {
                           auto const* other = std::get_if<Other>(&heard);
                           return other != nullptr && other->operation == "drained";
                       })
                .has_value();
        dialogue_->hang_up();
        say("drains",
            drained && dialogue_->child().wait(patience),
            {.zh_cn = "drain 应以 {\"op\":\"drained\"} 回应，输入结束后 5 秒内退出",
             .en = "`drain` is answered with {\"op\":\"drained\"}, and it ends within 5 seconds of "
                   "the end of its input"});
    }

    /// A second life, ended as the daemon ends one that hangs.
    void ends_when_asked() {
        if (!dialogue_) return;
        dialogue_.reset();
        Dialogue another{script_.program};
        another.say(hello_line(script_.program.name), patience);
        (void)another.hear(script_.program.patience.hello, is_a<Hello>);
        another.child().ask_to_end();
        say("ends_when_asked",
            another.child().wait(patience),
            {.zh_cn = "收到 SIGTERM 后 5 秒内退出", .en = "it ends within 5 seconds of SIGTERM"});
    }

    Script const& script_;
    std::function<void(Finding const&)> const& tell_;
    std::optional<ConfigSchema> settings_;
    bool settings_unclear_ = false;
    NamedTexts secrets_;
    std::unique_ptr<Dialogue> dialogue_;
    std::int64_t pings_ = 0;
    bool broken_ = false;
};

}  // namespace

bool rehearse(Script const& script, std::function<void(Finding const&)> const& tell) {
    return Rehearsal{script, tell}.run();
}

}  // namespace duban::program
