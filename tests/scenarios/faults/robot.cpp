#include "adapters/channels/webhook/robot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "adapters/channels/webhook/robot_channel.hpp"
#include "tests/scenarios/faults/faulty_server.hpp"

namespace duban::faults {

namespace {

using support::Conversation;
using webhook::Service;

/// What a service says, all of it with HTTP 200.
struct Answers {
    char const* path;
    char const* good;
    char const* busy;
    char const* no_such_key;
    char const* bad_text;
};

// In the order of Service.
constexpr std::array answers_of{
    Answers{"/cgi-bin/webhook/send?key=k",
            R"({"errcode":0,"errmsg":"ok"})",
            R"({"errcode":45009,"errmsg":"api freq out of limit"})",
            R"({"errcode":93000,"errmsg":"invalid webhook url"})",
            R"({"errcode":45002,"errmsg":"content size out of limit"})"},
    Answers{"/robot/send?access_token=t",
            R"({"errcode":0,"errmsg":"ok"})",
            R"({"errcode":130101,"errmsg":"send too fast"})",
            R"({"errcode":300001,"errmsg":"token is not exist"})",
            R"({"errcode":430101,"errmsg":"unsafe link"})"},
    Answers{"/open-apis/bot/v2/hook/h",
            R"({"code":0,"msg":"success"})",
            R"({"code":11232,"msg":"frequency limited"})",
            R"({"code":19001,"msg":"param invalid"})",
            R"({"code":19036,"msg":"bad text"})"}};

/// Speaks HTTP as far as the robots of group chats do.
class RobotService : public Counterpart {
  public:
    RobotService(Service service, Point point, Fault fault)
        : service_{service}, server_{point, fault, [this](Conversation& with) { talk(with); }} {}

    std::unique_ptr<ports::Channel> make_channel(boost::asio::io_context& context,
                                                 ports::Clock& clock) override {
        webhook::Robot robot;
        robot.service = service_;
        robot.url_file = write_secret(folder_);
        auto const* const scheme = server_.point == Point::tls ? "https" : "http";
        std::ofstream{robot.url_file}
            << fmt::format("{}://127.0.0.1:{}{}\n", scheme, server_.port(), answers().path);
        auto channel = webhook::make_robot_channel(context, clock, robot);
        if (!channel) throw std::runtime_error{channel.error().en};
        return std::move(*channel);
    }

    void mend() override { server_.mend(); }

  private:
    [[nodiscard]] Answers const& answers() const {
        return answers_of.at(static_cast<std::size_t>(service_));
    }

    static void say(Conversation& with, std::string_view body) {
        with.say(fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size(), body));
    }

    /// Before its own answer a service is hidden behind servers of others, which know no codes.
    void strike(Conversation& with) const {
        bool const is_its_own = server_.point == Point::answer;
        switch (server_.fault) {
            case Fault::temporary:
                if (is_its_own) return say(with, answers().busy);
                with.say("HTTP/1.1 503 Not Now\r\nContent-Length: 0\r\n\r\n");
                break;
            case Fault::permanent:
                if (is_its_own) return say(with, answers().bad_text);
                with.say("HTTP/1.1 400 Never\r\nContent-Length: 0\r\n\r\n");
                break;
            case Fault::garbage:
                with.say("\x01\xFFnever heard of it\r\n\r\n");
                break;
            case Fault::stall:
                with.fall_silent();
                break;
            case Fault::refused:
                return say(with, answers().no_such_key);
            case Fault::cut:
                break;
        }
    }

    /// The octets of the body that follows.
    static std::size_t read_head(Conversation& with) {
        std::size_t length = 0;
        constexpr std::string_view field = "content-length: ";
        for (auto line = with.read_line(); line && !line->empty(); line = with.read_line()) {
            auto lower = *line;
            std::ranges::transform(lower, lower.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            if (lower.starts_with(field))
                std::from_chars(lower.data() + field.size(), lower.data() + lower.size(), length);
        }
        return length;
    }

    void talk(Conversation& with) {
        if (server_.strikes(Point::connect) || server_.strikes(Point::tls)) return strike(with);
        if (!with.read_line()) return;
        if (server_.strikes(Point::sender)) return strike(with);
        auto const length = read_head(with);
        if (server_.strikes(Point::body)) return strike(with);
        auto const body = with.read_octets(length);
        if (!body) return;
        if (server_.strikes(Point::sign_in)) return strike(with);
        bool const is_struck = server_.strikes(Point::answer);
        bool const refuses = server_.fault == Fault::temporary || server_.fault == Fault::permanent;
        if (!is_struck || !refuses) note(*body);
        is_struck ? strike(with) : say(with, answers().good);
    }

    /// "@+8613900000001 …": the text begins with whom it is for.
    void note(std::string const& body) {
        auto const at = body.find("\"@+");
        if (at == std::string::npos) return;
        take(body.substr(at + 2, body.find(' ', at) - at - 2));
    }

    Service const service_;
    support::TemporaryFolder folder_;
    FaultyServer server_;  // last
};

}  // namespace

std::unique_ptr<Counterpart> make_robot(Wire wire, Point point, Fault fault) {
    auto const service = wire == Wire::wecom      ? Service::wecom
                         : wire == Wire::dingtalk ? Service::dingtalk
                                                  : Service::feishu;
    return std::make_unique<RobotService>(service, point, fault);
}

}  // namespace duban::faults
