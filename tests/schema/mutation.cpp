#include "tests/schema/mutation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

#include "engine/yaml/reader.hpp"

namespace duban::schema {

namespace {

bool is_plain(yaml::Node const& node) {
    auto const& text = node.text;
    bool const safe = std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) != 0 || c == '_' || c == ' ' || c == '.');
    });
    return !node.quoted && !node.block && safe && !text.empty() && text.front() != ' ' &&
           text.back() != ' ';
}

std::string quoted(std::string const& text) {
    std::string written = "\"";
    for (char const c : text) {
        if (c == '\n') {
            written += "\\n";
        } else {
            if (c == '"' || c == '\\') written += '\\';
            written += c;
        }
    }
    return written + '"';
}

yaml::Node scalar(std::string text) {
    yaml::Node node;
    node.text = std::move(text);
    return node;
}

yaml::Node list_of(yaml::Node item) {
    yaml::Node node;
    node.kind = yaml::Kind::sequence;
    node.items.push_back(std::move(item));
    return node;
}

yaml::Node mapping_of(std::string key, yaml::Node value) {
    yaml::Node node;
    node.kind = yaml::Kind::mapping;
    node.entries.push_back({.key = std::move(key), .at = {}, .value = std::move(value)});
    return node;
}

struct Other {
    char const* name;
    yaml::Node value;
};

/// Values that hardly a key takes, one of each kind.
std::array<Other, 6> others() {
    return {{{"text", scalar("a surprise")},
             {"number", scalar("7")},
             {"yes", scalar("true")},
             {"nothing", scalar("")},
             {"list", list_of(scalar("surprise"))},
             {"mapping", mapping_of("surprise", scalar("true"))}}};
}

/// Whose keys are names that an administrator gives: one of them stands for all.
constexpr std::array<std::string_view, 6> naming{
    "fields", "roles", "states", "regions", "actions", "holidays"};

class Mutation {
  public:
    explicit Mutation(yaml::Node root) : root_{std::move(root)} {}

    std::vector<Mutant> all() {
        walk(root_, "", 0, false);
        return std::move(mutants_);
    }

  private:
    void walk(yaml::Node& node, std::string const& path, std::size_t depth, bool holds_names) {
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            walk(node.items[i], fmt::format("{}[{}]", path, i), depth + 1, false);
        }
        for (std::size_t i = 0; i < node.entries.size(); ++i) {
            auto const& key = node.entries[i].key;
            auto const inside = fmt::format("{}.{}", path, key);
            bool const is_new = met_.emplace(holds_names ? "" : key, depth).second;
            bool const names = std::ranges::find(naming, key) != naming.end();
            if (is_new) mutate(node, i, inside);
            walk(node.entries[i].value, inside, depth + 1, names && !holds_names);
        }
    }

    void mutate(yaml::Node& node, std::size_t index, std::string const& path) {
        auto const whole = node.entries;
        node.entries.erase(node.entries.begin() + static_cast<std::ptrdiff_t>(index));
        keep(path, "drop");
        node.entries = whole;
        node.entries[index].key += "_";
        keep(path, "rename");
        node.entries[index] = whole[index];
        for (auto& other : others()) {
            node.entries[index].value = std::move(other.value);
            keep(path, other.name);
        }
        node.entries[index] = whole[index];
    }

    void keep(std::string const& path, char const* what) {
        mutants_.push_back({fmt::format("{} {}", path, what), write(root_) + '\n'});
    }

    yaml::Node root_;
    std::set<std::pair<std::string, std::size_t>> met_;  // keys, each once at its depth
    std::vector<Mutant> mutants_;
};

}  // namespace

std::string write(yaml::Node const& node) {
    if (node.is_scalar()) {
        return is_plain(node) || node.is_absent() ? node.text : quoted(node.text);
    }
    std::string inside;
    for (auto const& item : node.items)
        inside += fmt::format("{}{}", inside.empty() ? "" : ", ", write(item));
    for (auto const& entry : node.entries) {
        inside += fmt::format(
            "{}{}: {}", inside.empty() ? "" : ", ", quoted(entry.key), write(entry.value));
    }
    return node.is_sequence() ? fmt::format("[{}]", inside) : fmt::format("{{{}}}", inside);
}

std::vector<Mutant> mutants_of(std::string const& text) {
    return Mutation{yaml::read(text, "file").root}.all();
}

}  // namespace duban::schema
