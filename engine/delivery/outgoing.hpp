// What a channel is handed for one attempt: one message for one recipient, ready to be sent.
#pragma once

#include <string>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/delivery/attachment.hpp"

namespace duban::delivery {

struct Outgoing {
    DeliveryId id;
    int attempt = 1;         // from 1; above 1 the same message may have been seen before
    std::string message_id;  // "<…@domain>"
    Instant date;
    std::string thread_id;  // "<…@domain>" of the case, so that its mails stack
    std::string recipient_name;
    std::string address;  // mail address or phone number
    Language language = Language::zh_cn;
    std::string message;  // its name in the workflow: providers have a template for each
    std::string subject;
    std::string text;
    std::string html = {};       // see delivery.hpp
    std::string calendar = {};   // see delivery.hpp
    std::string variables = {};  // see delivery.hpp
    std::vector<AttachedFile> attachments = {};
    Instant deadline;  // an answer after this is an unknown outcome
};

}  // namespace duban::delivery
