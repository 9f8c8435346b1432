// A provider's call-back: what it says of messages that it took, over HTTP, and what it is
// answered.
#pragma once

#include <string>
#include <vector>

#include "engine/delivery/receipt.hpp"

namespace duban::sms {

struct CallBack {
    std::string method;
    std::string token;  // the last part of the path, as it came
    std::string query;  // without "?"
    std::string body;
    std::string signature;  // the header X-Twilio-Signature
};

struct CallBackAnswer {
    int status = 404;  // a wrong token is told no more than a wrong path
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    std::string trouble;  // why what came through the right door was not taken; for the log
    std::vector<delivery::Receipt> receipts;  // to be written down before this is answered
};

}  // namespace duban::sms
