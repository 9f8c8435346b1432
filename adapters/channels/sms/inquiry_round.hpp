// A round of inquiries: asks a provider what became of messages, one by one, a few requests at
// once, and tells what it learns. A provider that does not answer, or refuses again and again, ends
// the round; the next one comes by itself. On the thread of the loop.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/channels/sms/receipt_protocol.hpp"
#include "adapters/channels/web/web_client.hpp"
#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"

namespace duban::sms {

class InquiryRound {
  public:
    /// All outlive it. `complain` is called once a round at most, and may be empty.
    InquiryRound(boost::asio::io_context& context,
                 ports::Clock& clock,
                 ports::Random& random,
                 SmsAccount const& account,
                 std::string secret,
                 std::function<void(std::string const& why)> complain);

    void listen(std::function<void(delivery::Receipt)> take) { take_ = std::move(take); }

    /// What still waits from the last round comes first.
    void begin(std::vector<ports::Inquiry> messages);

  private:
    void go_on();
    void ask(ports::Inquiry message, web::WebRequest request);
    void answered(ports::Inquiry const& message, web::WebAnswer const& answer);

    ports::Clock& clock_;
    ports::Random& random_;
    SmsAccount const account_;
    std::string const secret_;
    std::function<void(std::string const& why)> complain_;
    std::function<void(delivery::Receipt)> take_;
    std::deque<ports::Inquiry> waiting_;
    std::size_t under_way_ = 0;
    int refusals_ = 0;       // answers of this round that told nothing
    web::WebClient client_;  // last: it answers what is under way when it ends
};

}  // namespace duban::sms
