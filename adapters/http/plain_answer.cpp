#include "adapters/http/plain_answer.hpp"

namespace duban::http {

Response plain_answer(int status, Text const& message) {
    return {.status = status, .body = message.zh_cn + "\n" + message.en + "\n"};
}

}  // namespace duban::http
