#include "adapters/cli/api_answer.hpp"

#include <boost/json.hpp>

namespace duban::cli {

http::Response json_answer(std::string body) {
    return {.content_type = "application/json", .body = std::move(body)};
}

http::Response problem_answer(int status, Text const& message) {
    using boost::json::object;
    object const words{{"zh-CN", message.zh_cn}, {"en", message.en}};
    auto answer =
        json_answer(boost::json::serialize(object{{"problem", object{{"message", words}}}}));
    answer.status = status;
    return answer;
}

}  // namespace duban::cli
