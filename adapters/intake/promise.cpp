#include "adapters/intake/promise.hpp"

#include <algorithm>

#include "adapters/intake/encoding.hpp"
#include "adapters/intake/page_text.hpp"
#include "adapters/intake/passage.hpp"
#include "adapters/intake/promise_words.hpp"
#include "adapters/intake/sentence.hpp"
#include "adapters/intake/time_doubts.hpp"

namespace duban::intake {

namespace {

constexpr std::u32string_view clause_ends = U",:;()。!?";

struct Span {
    std::size_t begin;
    std::size_t end;
};

Span clause_around(std::u32string_view packed, std::size_t at) {
    auto const before = at == 0 ? packed.npos : packed.find_last_of(clause_ends, at - 1);
    auto const end = packed.find_first_of(clause_ends, at);
    return {before == packed.npos ? 0 : before + 1, std::min(end, packed.size())};
}

/// A sentence, and what its words tell of times.
class Reading {
  public:
    Reading(std::u32string_view packed, std::optional<Day> replied)
        : packed_{packed}, replied_{replied}, words_{find_tense_words(packed)} {}

    [[nodiscard]] bool speaks_of_work() const {
        return std::any_of(words_.begin(), words_.end(), [](auto const& word) {
            return word.tense != Tense::was;
        });
    }

    /// Adds to the phrase's doubts what the words around it leave open; false where it is no
    /// promise.
    [[nodiscard]] bool is_promise(TimePhrase& phrase) const {
        auto const clause = clause_around(packed_, phrase.begin);
        auto const tense = tense_of(phrase, clause);
        if (phrase.past || lies_before_reply(phrase)) return false;
        if (denies(part(clause)) && tense != Tense::will) return false;
        if (tense == Tense::was) {
            if (!lies_after_reply(phrase)) return false;
            phrase.doubts.emplace_back(past_beside);
        }
        if (!replied_ && phrase.last && tense != Tense::will) {
            phrase.doubts.emplace_back(past_unknown);
        }
        auto const quoting = clause_around(packed_, clause.begin > 0 ? clause.begin - 1 : 0);
        if (quotes_proposer(part({quoting.begin, phrase.begin}))) {
            phrase.doubts.emplace_back(proposers_words);
        }
        return true;
    }

  private:
    [[nodiscard]] std::u32string_view part(Span span) const {
        return packed_.substr(span.begin, span.end - span.begin);
    }

    [[nodiscard]] bool lies_before_reply(TimePhrase const& phrase) const {
        return replied_ && phrase.last && *phrase.last < *replied_;
    }

    [[nodiscard]] bool lies_after_reply(TimePhrase const& phrase) const {
        return replied_ && phrase.first && *phrase.first > *replied_ && !phrase.year_guessed;
    }

    /// The word that decides: the nearest before the phrase in its clause, else the first after it,
    /// else the first in the next clause that speaks of work at all. `does` where none tells.
    [[nodiscard]] Tense tense_of(TimePhrase const& phrase, Span clause) const {
        auto tense = Tense::does;
        for (auto const& word : words_) {
            if (word.at >= phrase.begin) break;
            if (word.at >= clause.begin && word.tense != Tense::does) tense = word.tense;
        }
        if (tense != Tense::does) return tense;
        auto end = clause.end;
        for (auto const& word : words_) {
            if (word.at < phrase.end) continue;
            bool const in_clause = word.at < end;
            if (in_clause && word.tense != Tense::does) return word.tense;
            if (in_clause) continue;
            if (end != clause.end || spoke_in(phrase.begin, end)) break;
            end = clause_around(packed_, word.at).end;
            if (word.tense != Tense::does) return word.tense;
        }
        return Tense::does;
    }

    [[nodiscard]] bool spoke_in(std::size_t begin, std::size_t end) const {
        return std::any_of(words_.begin(), words_.end(), [&](auto const& word) {
            return word.at >= begin && word.at < end;
        });
    }

    std::u32string_view packed_;
    std::optional<Day> replied_;
    std::vector<TenseWord> words_;
};

Promise to_promise(std::u32string_view text, Sentence const& sentence, TimePhrase phrase) {
    auto const begin = sentence.places[phrase.begin];
    auto const end = sentence.place_after(phrase.end);
    return {.text = to_utf8(text.substr(sentence.begin, sentence.end - sentence.begin)),
            .offset = sentence.begin,
            .length = sentence.end - sentence.begin,
            .line = sentence.line,
            .column = sentence.column,
            .phrase = to_utf8(text.substr(begin, end - begin)),
            .phrase_offset = begin,
            .date = phrase.last,
            .rule = phrase.rule,
            .doubts = std::move(phrase.doubts)};
}

void add_promises(Promises& promises,
                  std::u32string_view text,
                  Sentence const& sentence,
                  std::optional<Day> replied) {
    auto phrases = find_time_phrases(sentence.packed, replied);
    if (phrases.empty()) return;
    Reading const reading{sentence.packed, replied};
    if (!reading.speaks_of_work()) return;
    for (auto& phrase : phrases) {
        if (!reading.is_promise(phrase)) continue;
        promises.more = promises.found.size() >= promises_max;
        if (promises.more) return;
        promises.found.push_back(to_promise(text, sentence, std::move(phrase)));
    }
}

}  // namespace

Promises find_promises(std::string_view bytes, std::optional<Day> replied) {
    Promises promises{.too_large = bytes.size() > PageText::bytes_max};
    if (promises.too_large) return promises;
    auto const decoded = decode(bytes);
    promises.damaged = decoded.damaged;
    auto const shadow = shadow_of(decoded.text);
    for (auto const& sentence : sentences_of(decoded.text, shadow)) {
        if (promises.more) break;
        add_promises(promises, decoded.text, sentence, replied);
    }
    return promises;
}

}  // namespace duban::intake
