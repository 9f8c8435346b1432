// A JSON text as a value of an expression. Boost's own values would round a long number, take the
// last of two equal keys and miss the nearest double by a bit.
#include <fmt/format.h>

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <optional>
#include <system_error>
#include <vector>

#include "adapters/cli/eval_json.hpp"
#include "engine/base/utf8.hpp"

namespace duban::cli {

namespace {

using expression::List;
using expression::Map;
using expression::Value;
using View = boost::json::string_view;
using Code = boost::json::error_code;

constexpr std::size_t depth_max = 32;

std::string shown(std::string_view text) {
    constexpr std::size_t cells_max = 40;
    return cut_to_width(text, cells_max);
}

Text bad_number(std::string_view written) {
    return {.zh_cn = fmt::format("数字 {} 超出范围：整数须在有符号 64 位之内，小数须是双精度数",
                                 shown(written)),
            .en = fmt::format("the number {} is out of range: a whole number must fit 64 signed "
                              "bits, a decimal a double",
                              shown(written))};
}

Text bad_key(std::string_view key) {
    return {.zh_cn = fmt::format("键“{}”写了两次", shown(key)),
            .en = fmt::format("the key \"{}\" is there twice", shown(key))};
}

/// Boost's parser calls these in the order of the text; the names are its own.
class Builder {
  public:
    constexpr static std::size_t max_array_size = static_cast<std::size_t>(-1);
    constexpr static std::size_t max_object_size = static_cast<std::size_t>(-1);
    constexpr static std::size_t max_string_size = static_cast<std::size_t>(-1);
    constexpr static std::size_t max_key_size = static_cast<std::size_t>(-1);

    bool on_document_begin(Code&) { return true; }

    bool on_document_end(Code&) { return true; }

    bool on_array_begin(Code&) { return open(false); }

    bool on_object_begin(Code&) { return open(true); }

    bool on_array_end(std::size_t, Code&) { return close(); }

    bool on_object_end(std::size_t, Code&) { return close(); }

    bool on_key_part(View part, std::size_t, Code&) { return gather(part); }

    bool on_key(View part, std::size_t, Code& code) {
        gather(part);
        auto& open = open_.back();
        open.key = take_gathered();
        if (open.map.contains(std::string_view{open.key})) return refuse(bad_key(open.key), code);
        return true;
    }

    bool on_string_part(View part, std::size_t, Code&) { return gather(part); }

    bool on_string(View part, std::size_t, Code&) {
        gather(part);
        return add(Value{take_gathered()});
    }

    bool on_number_part(View part, Code&) { return gather(part); }

    bool on_int64(std::int64_t, View part, Code& code) { return number(part, code); }

    bool on_uint64(std::uint64_t, View part, Code& code) { return number(part, code); }

    bool on_double(double, View part, Code& code) { return number(part, code); }

    bool on_bool(bool value, Code&) { return add(Value{value}); }

    bool on_null(Code&) { return add(Value{}); }

    bool on_comment_part(View, Code&) { return true; }

    bool on_comment(View, Code&) { return true; }

    std::optional<Text> take_refusal() { return std::move(refusal_); }

    Value take_value() { return std::move(value_); }

  private:
    /// A list or a map whose end has not been read.
    struct Open {
        bool is_map = false;
        List list;
        Map map;
        std::string key;
    };

    bool gather(View part) {
        gathered_.append(part.data(), part.size());
        return true;
    }

    std::string take_gathered() { return std::exchange(gathered_, {}); }

    bool refuse(Text why, Code& code) {
        refusal_ = std::move(why);
        code = std::make_error_code(std::errc::invalid_argument);
        return false;
    }

    bool open(bool is_map) {
        open_.emplace_back().is_map = is_map;
        return true;
    }

    bool close() {
        auto done = std::move(open_.back());
        open_.pop_back();
        return add(done.is_map ? Value{std::move(done.map)} : Value{std::move(done.list)});
    }

    bool add(Value value) {
        if (open_.empty()) {
            value_ = std::move(value);
        } else if (auto& open = open_.back(); open.is_map) {
            open.map.emplace(std::move(open.key), std::move(value));
        } else {
            open.list.push_back(std::move(value));
        }
        return true;
    }

    bool number(View part, Code& code) {
        gather(part);
        auto const written = take_gathered();
        return written.find_first_of(".eE") == std::string::npos
                   ? number<std::int64_t>(written, code)
                   : number<double>(written, code);
    }

    template <class Number>
    bool number(std::string const& written, Code& code) {
        Number value{};
        auto const read = std::from_chars(written.data(), written.data() + written.size(), value);
        if (read.ec != std::errc{}) return refuse(bad_number(written), code);
        return add(Value{value});
    }

    std::vector<Open> open_;
    std::string gathered_;
    Value value_;
    std::optional<Text> refusal_;
};

}  // namespace

Result<Value, Text> read_json(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = depth_max;
    boost::json::basic_parser<Builder> parser{options};
    Code code;
    auto const read = parser.write_some(false, text.data(), text.size(), code);
    if (auto refusal = parser.handler().take_refusal()) return Failure<Text>{std::move(*refusal)};
    if (code == boost::json::error::too_deep)
        return Failure<Text>{{.zh_cn = fmt::format("JSON 嵌套超过 {} 层", depth_max),
                              .en = fmt::format("the JSON is nested deeper than {}", depth_max)}};
    if (code || read != text.size())
        return Failure<Text>{{.zh_cn = fmt::format("不是有效的 JSON（第 {} 字节处）", read + 1),
                              .en = fmt::format("this is no JSON (at byte {})", read + 1)}};
    return parser.handler().take_value();
}

}  // namespace duban::cli
