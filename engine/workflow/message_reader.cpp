#include "engine/workflow/message_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/base/utf8.hpp"
#include "engine/workflow/attach_reader.hpp"
#include "engine/workflow/html_markup.hpp"
#include "engine/workflow/mustache_tags.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/workflow/reading.hpp"
#include "engine/workflow/scalar_places.hpp"
#include "engine/yaml/excerpt.hpp"

namespace duban::workflow {

namespace {

using yaml::excerpt;

/// Where a message stands in the file of each language; line 0: nowhere.
struct Places {
    MessagePlace first;
    std::array<Position, 2> at;
    std::array<bool, 2> has_html{};
    std::array<bool, 2> has_sms{};
    std::array<bool, 2> at_any_hour{};
    std::array<std::vector<std::string>, 2> attach{};
};

std::size_t slot(Language language) {
    return language == Language::zh_cn ? 0 : 1;
}

class Messages {
  public:
    Messages(std::vector<yaml::Document> const& documents,
             bool fields_known,
             Workflow& workflow,
             Problems& problems)
        : documents_{&documents},
          fields_known_{fields_known},
          workflow_{&workflow},
          problems_{&problems} {
        auto const& vocabulary = message_vocabulary();
        known_.assign(vocabulary.begin(), vocabulary.end());
        for (auto const& field : workflow.fields) known_.emplace_back(field.name);
    }

    std::vector<MessagePlace> read() {
        for (std::size_t file = 0; file < documents_->size(); ++file) {
            if ((*documents_)[file].root.at.line != 0) read_file(file);
        }
        if (files_.size() == 1 && documents_->size() == 1) report_missing_language();
        if (files_.size() == 2) {
            for (std::size_t i = 0; i < places_.size(); ++i) compare_languages(i);
        }
        std::vector<MessagePlace> places;
        for (auto const& place : places_) places.push_back(place.first);
        return places;
    }

  private:
    struct File {
        std::size_t number = 0;
        Language language = Language::zh_cn;
        Position at;  // of the language's name
    };

    Reading reading_of(std::size_t file) {
        return Reading{(*documents_)[file], *problems_, *workflow_};
    }

    void read_file(std::size_t file) {
        auto const reading = reading_of(file);
        auto const& root = reading.document().root;
        yaml::Mapping const map{reading, &root, noun::messages};
        reading.check_format(map["format"]);
        auto const language = map.choice<Language>("language");
        auto const* const messages = map["messages"];
        map.finish();
        if (!language || messages == nullptr || reading.mapping(messages) == nullptr) return;
        auto const at = map.find("language")->at;
        for (auto const& other : files_) {
            if (other.language != *language) continue;
            return reading.error(at,
                                 "duplicate-language",
                                 {.zh_cn = "这种语言的通知文件已有一份",
                                  .en = "there is another file of messages in this language"});
        }
        files_.push_back({file, *language, at});
        auto const known = files_.back();
        for (auto const& entry : messages->entries) read_message(reading, entry, known);
    }

    void report_missing_language() {
        auto const& file = files_.front();
        std::string_view const missing = file.language == Language::zh_cn ? "en" : "zh-CN";
        reading_of(file.number)
            .error(file.at,
                   "missing-language",
                   {.zh_cn = fmt::format("缺少 {0} 的通知：请加上 messages.{0}.yaml", missing),
                    .en = fmt::format("the messages in {0} are missing: add messages.{0}.yaml",
                                      missing)});
    }

    void read_message(Reading const& reading, yaml::Entry const& entry, File const& file) {
        reading.check_name(entry.key, entry.at);
        auto index = workflow_->find_message(entry.key);
        if (index == none) {
            if (workflow_->messages.size() == Bounds::messages_max) {
                return reading.error(
                    entry.at,
                    "too-many",
                    {.zh_cn = fmt::format("通知最多 {} 条", Bounds::messages_max),
                     .en = fmt::format("at most {} messages are allowed", Bounds::messages_max)});
            }
            index = static_cast<Index>(workflow_->messages.size());
            workflow_->messages.push_back(
                {.name = entry.key, .at_any_hour = false, .zh_cn = {}, .en = {}});
            places_.push_back({.first = {file.number, entry.at},
                               .at = {},
                               .has_html = {},
                               .has_sms = {},
                               .at_any_hour = {},
                               .attach = {}});
        }
        auto& message = workflow_->messages[index];
        auto& place = places_[index];
        auto const language = slot(file.language);
        place.at.at(language) = entry.at;

        yaml::Mapping const map{reading, &entry.value, noun::message};
        auto& text = file.language == Language::zh_cn ? message.zh_cn : message.en;
        using enum Template::Lines;
        text.subject = read_text(reading, map, "subject", one);
        text.text = read_text(reading, map, "text", many);
        text.html = read_text(reading, map, "html", many, Template::Markup::html);
        text.sms = read_text(reading, map, "sms", one);
        auto const* const sms = map.find("sms");
        check_sms(reading, sms);
        bool const at_any_hour = map.yes_no("at_any_hour").value_or(false);
        auto const* const attach = map["attach"];
        if (fields_known_) place.attach.at(language) = read_attach(reading, attach);
        map.finish();
        message.attach = place.attach.at(language);
        message.at_any_hour = message.at_any_hour || at_any_hour;
        place.at_any_hour.at(language) = at_any_hour;
        place.has_html.at(language) = map.find("html") != nullptr;
        place.has_sms.at(language) = sms != nullptr;
    }

    Template read_text(Reading const& reading,
                       yaml::Mapping const& map,
                       std::string_view key,
                       Template::Lines lines,
                       Template::Markup markup = Template::Markup::none) {
        auto const text = map.text(key);
        if (!text) return {};
        auto const* const node = map.find(key);
        if (text->find_first_not_of(" \t\n") == std::string::npos) {
            reading.error(
                node->at, "empty-text", {.zh_cn = "通知文本为空", .en = "the text is empty"});
            return {};
        }
        auto found = find_mustache_tags(*text);
        if (found.problems.empty() && markup == Template::Markup::html)
            found.problems = find_html_problems(*text);
        std::vector<std::pair<std::size_t, Problem>> problems;
        for (auto const& problem : found.problems) {
            Problem found_problem;
            found_problem.rule = problem.rule;
            found_problem.message = problem.message;
            problems.emplace_back(problem.offset, std::move(found_problem));
        }
        for (auto const& tag : found.tags) {
            if (auto problem = check_variable(reading, tag))
                problems.push_back({tag.offset, std::move(*problem)});
        }
        if (problems.empty()) {
            auto read = Template::read(*text, lines, markup);
            if (read) return std::move(*read);
            reading.error(node->at, "mustache", read.error());
            return {};
        }
        ScalarPlaces const places{reading.document(), *node};
        for (auto& [offset, problem] : problems) {
            reading.error(
                places.of_byte(offset), problem.rule, problem.message, problem.suggestion);
        }
        return {};
    }

    std::optional<Problem> check_variable(Reading const& reading, MustacheTag const& tag) {
        if (!fields_known_ || std::find(known_.begin(), known_.end(), tag.name) != known_.end()) {
            return std::nullopt;
        }
        auto const near = reading.may_suggest() ? nearest(tag.name, known_) : std::string{};
        auto const meant = near.empty() ? Text{}
                                        : Text{.zh_cn = fmt::format("，是否为“{}”？", near),
                                               .en = fmt::format("; did you mean “{}”?", near)};
        Problem problem;
        problem.rule = "unknown-variable";
        problem.message = {
            .zh_cn = fmt::format("“{}”既不是字段，也不是通知可用的名称{}", tag.name, meant.zh_cn),
            .en = fmt::format(
                "“{}” is neither a field nor a name that messages know{}", tag.name, meant.en)};
        problem.suggestion = near;
        return problem;
    }

    /// An SMS passes through the hands of carriers, who forbid such content: it says that there is
    /// something to do, and the mail says what.
    void check_sms(Reading const& reading, yaml::Node const* node) {
        if (node == nullptr || !node->is_scalar()) return;
        for (auto const& tag : find_mustache_tags(node->text).tags) {
            auto const field = workflow_->find_field(tag.name);
            bool const is_long =
                field != none && workflow_->fields[field].kind == FieldKind::long_text;
            if (!is_long && tag.name != "title" && tag.name != "case_title") continue;
            reading.warning(
                ScalarPlaces{reading.document(), *node}.of_byte(tag.offset),
                "sms-content",
                {.zh_cn = fmt::format("短信不宜写出“{}”：请用中性措辞，内容放在邮件里", tag.name),
                 .en = fmt::format("an SMS should not tell “{}”: keep it neutral and put the "
                                   "substance into the mail",
                                   tag.name)});
        }
    }

    void compare_languages(std::size_t index) {
        auto const& place = places_[index];
        auto const& name = workflow_->messages[index].name;
        auto const reading = reading_of(place.first.file);
        if (place.at[0].line == 0 || place.at[1].line == 0) {
            bool const has_zh = place.at[0].line != 0;
            return reading.error(
                place.first.at,
                "missing-translation",
                {.zh_cn = fmt::format(
                     "通知“{}”没有{}文本", excerpt(name), has_zh ? "英文（en）" : "中文（zh-CN）"),
                 .en = fmt::format("the message “{}” has no {} text",
                                   excerpt(name),
                                   has_zh ? "English (en)" : "Chinese (zh-CN)")});
        }
        auto const report_half = [&](Text const& what) {
            reading.error(
                place.first.at,
                "missing-translation",
                {.zh_cn = fmt::format("通知“{}”的{}只有一种语言", excerpt(name), what.zh_cn),
                 .en = fmt::format("the {} of the message “{}” is there in one language "
                                   "only",
                                   what.en,
                                   excerpt(name))});
        };
        if (place.has_html[0] != place.has_html[1])
            report_half({.zh_cn = "网页正文", .en = "HTML"});
        if (place.has_sms[0] != place.has_sms[1]) report_half({.zh_cn = "短信", .en = "SMS"});
        auto const report_difference = [&](std::string_view key) {
            reading.error(
                place.first.at,
                "languages-differ",
                {.zh_cn = fmt::format("通知“{}”的 {} 在两种语言中不一致", excerpt(name), key),
                 .en = fmt::format(
                     "{} of the message “{}” differs between the languages", key, excerpt(name))});
        };
        if (place.at_any_hour[0] != place.at_any_hour[1]) report_difference("at_any_hour");
        if (place.attach[0] != place.attach[1]) report_difference("attach");
    }

    std::vector<yaml::Document> const* documents_;
    bool fields_known_;
    Workflow* workflow_;
    Problems* problems_;
    std::vector<std::string_view> known_;
    std::vector<File> files_;
    std::vector<Places> places_;
};

}  // namespace

std::vector<MessagePlace> read_messages(std::vector<yaml::Document> const& documents,
                                        bool fields_known,
                                        Workflow& workflow,
                                        Problems& problems) {
    return Messages{documents, fields_known, workflow, problems}.read();
}

}  // namespace duban::workflow
