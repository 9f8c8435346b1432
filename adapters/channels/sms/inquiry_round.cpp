#include "adapters/channels/sms/inquiry_round.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/verdict.hpp"

namespace duban::sms {

namespace {

constexpr std::size_t requests_max = 2;  // beside those that send
constexpr std::size_t waiting_max = 1'000;
constexpr int refusals_max = 5;
constexpr std::chrono::seconds patience{20};

}  // namespace

InquiryRound::InquiryRound(boost::asio::io_context& context,
                           ports::Clock& clock,
                           ports::Random& random,
                           SmsAccount const& account,
                           std::string secret,
                           std::function<void(std::string const& why)> complain)
    : clock_(clock),
      random_(random),
      account_(account),
      secret_(std::move(secret)),
      complain_(std::move(complain)),
      client_(context, account.ca_file) {}

void InquiryRound::begin(std::vector<ports::Inquiry> messages) {
    refusals_ = 0;
    for (auto& message : messages) {
        if (waiting_.size() >= waiting_max) break;
        bool const waits = std::ranges::any_of(waiting_, [&](ports::Inquiry const& other) {
            return other.id == message.id && other.provider_id == message.provider_id &&
                   other.address == message.address;
        });
        if (!waits) waiting_.push_back(std::move(message));
    }
    go_on();
}

void InquiryRound::go_on() {
    auto const question_of = receipt_protocol_of(account_.provider).question_of;
    while (under_way_ < requests_max && !waiting_.empty()) {
        auto message = std::move(waiting_.front());
        waiting_.pop_front();
        auto request = question_of(account_,
                                   {.message = message,
                                    .secret = secret_,
                                    .at = clock_.now(),
                                    .nonce = nonce_from(random_)});
        if (request) ask(std::move(message), std::move(*request));
    }
}

void InquiryRound::ask(ports::Inquiry message, web::WebRequest request) {
    ++under_way_;
    client_.ask(std::move(request),
                patience,
                [this, message = std::move(message)](web::WebAnswer const& answer) {
                    answered(message, answer);
                });
}

void InquiryRound::answered(ports::Inquiry const& message, web::WebAnswer const& answer) {
    --under_way_;
    auto const receipts = receipt_protocol_of(account_.provider).answer_in(answer, message);
    if (receipts) {
        for (auto const& receipt : *receipts) {
            if (take_) take_(receipt);
        }
        go_on();
        return;
    }
    ++refusals_;
    if (refusals_ == 1 && complain_) {
        auto const outcome =
            web::without_secrets(web::outcome_without_code(answer), answer, {secret_});
        complain_(fmt::format("{} {}", outcome.code, outcome.words));
    }
    // One message may be refused for itself; whoever refuses several lets nobody in.
    if (answer.fate == web::Fate::answered && refusals_ < refusals_max) return go_on();
    waiting_.clear();
}

}  // namespace duban::sms
