#include "adapters/intake/published_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "adapters/intake/characters.hpp"
#include "adapters/intake/doubts.hpp"
#include "adapters/intake/furniture.hpp"
#include "adapters/intake/head.hpp"
#include "adapters/intake/kind.hpp"
#include "adapters/intake/labels.hpp"
#include "adapters/intake/letter.hpp"
#include "adapters/intake/opening.hpp"
#include "adapters/intake/page_text.hpp"
#include "adapters/intake/reply_class.hpp"
#include "adapters/intake/reply_place.hpp"
#include "adapters/intake/requests.hpp"

namespace duban::intake {

namespace {

bool has_lost(Passage value) {
    return std::any_of(value.shadow.begin(), value.shadow.end(), [](char32_t c) {
        return is_lost(c) && c != U'?' && c != U'*' && c != U'×';
    });
}

// 关于…的建议（第091号）: the number in brackets is not the title's.
std::string title_of_label(Passage value) {
    auto const open = value.shadow.rfind(U'(');
    auto const inner = open == Passage::npos ? value.until(0) : value.part(open);
    bool const number = value.ends_with(U")") && (inner.contains(U"号") || inner.contains(U"类"));
    return to_line(trimmed(number && open > 0 ? value.until(open) : value));
}

std::vector<NumberedPart> parts_of(Numbering const& numbering) {
    std::vector<NumberedPart> parts;
    for (auto const& item : numbering.items) {
        auto const heading = to_line(item.heading);
        parts.push_back({to_line(item.label),
                         heading.empty() ? std::nullopt : std::optional{heading},
                         to_utf8(item.text)});
    }
    return parts;
}

class CaseReader {
  public:
    CaseReader(PageText const& page, std::string file)
        : page_(page.whole()),
          labelled_(find_labelled(page_)),
          place_(place_reply(page_, labelled_)),
          head_(head_of()) {
        if (place_) labelled_ = outside_letter(std::move(labelled_), place_->whole);
        if (place_)
            letter_ = read_letter(place_->whole, place_->salutation ? place_->salutation->body : 0);
        case_.file = std::move(file);
        if (page.damaged()) doubt(bytes_unreadable());
    }

    PublishedCase read() {
        drop_site_owner();
        read_kind();
        read_number();
        read_title();
        read_proposers_of_case();
        read_unit();
        read_co_handlers();
        read_class();
        read_date();
        read_petition();
        read_reply();
        add_missing(case_);
        return std::move(case_);
    }

  private:
    void doubt(Doubt doubt) { case_.doubts.push_back(std::move(doubt)); }

    Head head_of() const {
        auto const end =
            place_ ? static_cast<std::size_t>(place_->whole.text.data() - page_.text.data()) +
                         (place_->salutation ? place_->salutation->begin : 0)
                   : page_.size();
        return Head{page_.until(end), labelled_};
    }

    void drop_site_owner() {
        auto const owner = [&](Labelled const& entry) {
            return entry.field == Field::unit &&
                   stands_in_footer(page_, entry.label.offset_in(page_));
        };
        labelled_.erase(std::remove_if(labelled_.begin(), labelled_.end(), owner), labelled_.end());
    }

    Passage opening() const { return letter_ ? letter_->opening : page_.until(0); }

    bool is_co_handlers_letter() const {
        if (!letter_) return false;
        bool const to_unit = place_->salutation && place_->salutation->addressee == Addressee::unit;
        return to_unit || (head_.is_co_handlers() && !opening().contains(U"收悉"));
    }

    void read_kind() {
        auto const addressee = place_ && place_->salutation
                                   ? std::optional{place_->salutation->addressee}
                                   : std::nullopt;
        auto const found = find_kind({head_, labelled_, addressee, opening()});
        case_.kind = found.kind;
        if (found.contradicts) doubt(kind_contradicts());
    }

    FoundNumber find_number() const {
        if (auto const value = first_value(labelled_, Field::number)) {
            auto found = number_in_value(*value);
            if (found.damaged || !found.numbers.empty()) return found;
        }
        auto found = head_.number();
        if (found.damaged || !found.numbers.empty()) return found;
        return number_in_text(opening().until(200));
    }

    void read_number() {
        auto const found = find_number();
        if (found.damaged) return doubt(number_damaged());
        if (found.numbers.empty()) return;
        case_.number = fmt::format("{}", fmt::join(found.numbers, "、"));
        if (found.numbers.size() > 1) doubt(several_numbers());
    }

    void read_title() {
        auto const value = first_value(labelled_, Field::title);
        if (value && !is_answer_heading(*value)) {
            case_.title = title_of_label(*value);
            if (has_lost(*value)) doubt(characters_lost("title"));
            return;
        }
        case_.title = title_in_opening(opening());
        if (!case_.title && value) case_.title = title_in_heading(*value);
        if (!case_.title) case_.title = head_.title();
        bool const damaged = case_.title && (has_gap(*case_.title) ||
                                             case_.title->find("\uFFFD") != std::string::npos);
        if (damaged) doubt(characters_lost("title"));
    }

    void read_proposers_of_case() {
        NameList found;
        for (auto const& entry : labelled_) {
            if (entry.field != Field::proposers || entry.value.empty()) continue;
            add_names(found, read_proposers(entry.value));
        }
        bool const to_unit = is_co_handlers_letter();
        if (found.names.empty() && !to_unit && place_ && place_->salutation) {
            add_names(found, read_proposers(place_->salutation->names));
        }
        if (found.names.empty() && to_unit) add_names(found, proposers_in_opening(opening()));
        case_.proposers = found.names;
        if (found.damaged) doubt(proposer_hidden());
        if (found.others) doubt(more_proposers());
    }

    static void add_names(NameList& all, NameList const& more) {
        all.others = all.others || more.others;
        all.damaged = all.damaged || more.damaged;
        for (auto const& name : more.names) {
            bool const known =
                std::find(all.names.begin(), all.names.end(), name) != all.names.end();
            if (!known) all.names.push_back(name);
        }
    }

    void read_unit() {
        auto const value = first_value(labelled_, Field::unit);
        auto const listed = value ? read_units(*value).names : std::vector<std::string>{};
        auto units = letter_ && letter_->signature ? letter_->signature->units : listed;
        if (units.empty()) units = listed;
        bool const differ = !listed.empty() && units != listed;
        if (differ && !is_prefix_of_other(units.front(), listed.front()))
            doubt(units_differ(*value));
        if (std::any_of(units.begin(), units.end(), is_hidden)) doubt(characters_lost("unit"));
        if (!units.empty()) {
            case_.unit = fmt::format("{}", fmt::join(units, "、"));
            return;
        }
        if (!letter_) return;
        case_.unit = head_.writer();
        auto const writer = first_value(labelled_, Field::writer);
        if (!case_.unit && writer) case_.unit = to_line(*writer);
        if (case_.unit) doubt(unit_of_document());
    }

    // Boxes that stand for characters; a single one may be there to be ticked.
    static bool has_gap(std::string const& text) {
        return text.find("□□") != text.npos || text.find("■■") != text.npos;
    }

    static bool is_hidden(std::string const& unit) {
        return unit.find_first_of("Xx*?") != unit.npos || unit.find("□") != unit.npos ||
               unit.find("×") != unit.npos || unit.find("\uFFFD") != unit.npos;
    }

    // 区教育局 and 番禺区教育局 are one.
    static bool is_prefix_of_other(std::string const& a, std::string const& b) {
        return a.find(b) != std::string::npos || b.find(a) != std::string::npos;
    }

    void read_co_handlers() {
        NameList found;
        for (auto const& entry : labelled_) {
            if (entry.field == Field::co_handlers && !entry.value.empty()) {
                add_names(found, read_units(entry.value));
            }
        }
        if (found.names.empty() && !is_co_handlers_letter()) {
            add_names(found, co_handlers_in_opening(opening()));
        }
        case_.co_handlers = found.names;
        if (found.damaged) doubt(co_handlers_unclear());
        if (found.others) doubt(co_handlers_incomplete());
    }

    void read_class() {
        std::vector<std::string> found;
        auto const add = [&](std::optional<std::string> const& name) {
            if (name && std::find(found.begin(), found.end(), *name) == found.end())
                found.push_back(*name);
        };
        for (auto const& entry : labelled_) {
            if (entry.field == Field::reply_class || entry.field == Field::result) {
                auto const lines = lines_of(entry.value);
                if (!lines.empty()) add(class_in_value(lines.front()));
            }
        }
        if (letter_ || case_.number) add(head_.reply_class());
        if (found.empty()) return;
        case_.reply_class = found.front();
        if (found.size() > 1) doubt(classes_differ(found[1]));
    }

    void read_date() {
        if (letter_ && letter_->signature && letter_->signature->date) {
            return take_date(*letter_->signature->date);
        }
        for (auto const field : {Field::reply_date, Field::document_date}) {
            auto const value = first_value(labelled_, field);
            auto const dates = value ? find_dates(*value) : std::vector<WrittenDate>{};
            if (dates.empty() || (field == Field::document_date && !letter_)) continue;
            if (field == Field::document_date) doubt(date_of_document());
            return take_date(dates.front());
        }
    }

    void take_date(WrittenDate const& date) {
        case_.reply_date = date.day;
        if (!date.day) doubt(date_damaged(date.written));
    }

    void read_petition() {
        auto reasons = first_value(labelled_, Field::reasons);
        auto measures = first_value(labelled_, Field::measures);
        auto content = first_value(labelled_, Field::content);
        if (!content && !reasons && !letter_ && case_.title) content = unlabelled_text();
        if (content && !reasons) {
            auto const petition =
                measures ? Petition{*content, *measures} : part_petition(*content);
            reasons = petition.reasons;
            if (!petition.measures.empty()) measures = petition.measures;
        } else if (reasons && !measures) {
            auto const petition = part_petition(*reasons);
            reasons = petition.reasons;
            if (!petition.measures.empty()) measures = petition.measures;
        }
        if (reasons && !reasons->empty()) case_.reasons = to_utf8(*reasons);
        if (case_.reasons && has_gap(*case_.reasons)) doubt(characters_lost("reasons"));
        if (measures) read_requests(*measures);
    }

    // A proposal printed without 理由：: the text below its title and the labels of its head.
    std::optional<Passage> unlabelled_text() const {
        std::size_t begin = 0;
        for (auto const line : head_.lines()) {
            bool const number = line.starts_with(U"第") && line.ends_with(U"号");
            if (number || to_line(line) == case_.title) begin = line.offset_in(page_) + line.size();
        }
        for (auto const& entry : labelled_) {
            if (entry.field == Field::measures) break;
            auto const end = entry.value.offset_in(page_) + entry.value.size();
            begin = std::max(begin, end);
        }
        auto const end = std::min(find_footer(page_, begin), label_begin(Field::measures));
        auto const text = trimmed(page_.until(end).part(begin));
        bool const speaks = text.size() >= 20 && text.contains(U"。");
        return speaks ? std::optional{text} : std::nullopt;
    }

    std::size_t label_begin(Field field) const {
        for (auto const& entry : labelled_) {
            if (entry.field == field) return entry.label.offset_in(page_);
        }
        return page_.size();
    }

    void read_requests(Passage measures) {
        if (has_gap(to_utf8(measures))) doubt(characters_lost("requests"));
        auto const numbering = find_numbering(measures);
        case_.requests = parts_of(numbering);
        if (!numbering.consecutive) doubt(numbering_broken("requests"));
        if (!case_.requests.empty()) return;
        case_.requests.push_back({std::nullopt, std::nullopt, to_utf8(measures)});
        doubt(not_numbered("requests"));
    }

    void read_reply() {
        if (!letter_) return;
        if (!letter_->text.empty()) case_.reply = letter_->text;
        if (case_.reply && has_gap(*case_.reply)) doubt(characters_lost("reply"));
        case_.answers = parts_of(letter_->answers);
        if (!letter_->answers.consecutive) doubt(numbering_broken("answers"));
        if (is_co_handlers_letter()) doubt(reply_is_opinion());
    }

    Passage page_;
    std::vector<Labelled> labelled_;
    std::optional<ReplyPlace> place_;
    Head head_;
    std::optional<Letter> letter_;
    PublishedCase case_;
};

}  // namespace

PublishedCase read_published_page(std::string_view bytes, std::string file) {
    PageText const page{bytes};
    if (!page.too_large()) return CaseReader{page, std::move(file)}.read();
    PublishedCase unread;
    unread.file = std::move(file);
    unread.doubts.push_back(page_too_large(PageText::bytes_max));
    add_missing(unread);
    return unread;
}

}  // namespace duban::intake
