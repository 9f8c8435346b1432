#include "tests/support/web_provider.hpp"

#include <boost/json.hpp>
#include <stdexcept>

#include "tests/support/child_process.hpp"

namespace duban::support {

namespace json = boost::json;

namespace {

constexpr char const* script = "tests/support/npm/web_provider.mjs";

}  // namespace

struct WebProvider::Child {
    explicit Child(std::string const& options)
        : process({"/usr/bin/env", "node", script, options}) {}

    json::object next() {
        auto const line = process.read_line();
        if (!line) throw std::runtime_error{"the web provider ended: is node there?"};
        return json::parse(*line).as_object();
    }

    ChildProcess process;
};

WebProvider::WebProvider(std::string const& options) : child_(std::make_unique<Child>(options)) {
    port_ = static_cast<std::uint16_t>(child_->next().at("listening").as_int64());
}

WebProvider::~WebProvider() = default;

ProviderRequest WebProvider::next_request() {
    auto const event = child_->next();
    ProviderRequest request;
    for (auto const& [name, value] : event.at("request").as_object()) {
        request[std::string{name}] =
            value.is_string() ? std::string{value.as_string()} : json::serialize(value);
    }
    return request;
}

}  // namespace duban::support
