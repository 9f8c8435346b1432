#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "adapters/channels/program/program_channel.hpp"
#include "tests/scenarios/faults/counterpart.hpp"
#include "tests/support/world.hpp"

namespace duban::faults {

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// `strikes` is true once in all lives; `taken` holds a line for each message taken.
constexpr char const* script = R"sh(#!/bin/sh
cd "${{0%/*}}" || exit 9
strikes() {{
    [ "$1" = "{point}" ] && [ ! -e struck ] && : > struck
}}
part() {{ printf '%s\n' "$line" | sed "s/.*\"$1\":\"//; s/\".*//"; }}
answer() {{
    echo '{{"op":"result","id":"'"$(part id)"'","items":[{{"rid":"r1",'"$1"'}}]}}'
}}
strike() {{
    {fault}
}}
strikes connect && exit 3
read -r line
strikes sign_in && strike
echo '{{"op":"hello","proto":1,"name":"script","version":"1","limits":{{"max_inflight":1}}}}'
read -r line
strikes sender && strike
echo '{{"op":"ready"}}'
while read -r line; do
    case $line in
    *'"op":"send"'*)
        strikes recipient && {{ strike; continue; }}
        part addr >> taken
        strikes answer && {{ strike; continue; }}
        answer '"status":"accepted","provider_id":"'"$(part addr)"'"'
        strikes receipt && strike
        ;;
    *'"op":"ping"'*) echo '{{"op":"pong"}}' ;;
    esac
done
)sh";

std::string word_of(Point point) {
    switch (point) {
        case Point::connect:
            return "connect";
        case Point::sign_in:
            return "sign_in";
        case Point::sender:
            return "sender";
        case Point::recipient:
            return "recipient";
        case Point::answer:
            return "answer";
        case Point::receipt:
            return "receipt";
        case Point::tls:
        case Point::body:
            break;
    }
    throw std::logic_error{"a program knows no such point"};
}

std::string receipt(std::string const& status) {
    return fmt::format(
        R"sh(echo '{{"op":"receipt","provider_id":"'"$(part addr)"'","status":"{}"}}')sh", status);
}

/// What it says that makes no sense.
std::string garbage_at(Point point) {
    if (point == Point::receipt) return R"sh(echo '{"op":"receipt","provider_id":7}')sh";
    bool const is_asked = point == Point::recipient || point == Point::answer;
    return is_asked ? R"sh(echo '{"op":"result","id":"'"$(part id)"'","items":"what"}')sh"
                    : "for n in 1 2 3 4 5 6 7; do echo 1; echo 2; echo 3; done; exec sleep 1000";
}

std::string shell_of(Point point, Fault fault) {
    bool const later = point == Point::receipt;
    switch (fault) {
        case Fault::refused:
            return R"sh(echo '{"op":"fatal","class":"config","code":"KEY"}'; exit 1)sh";
        case Fault::temporary:
            return later ? receipt("delayed") : R"sh(answer '"status":"temporary"')sh";
        case Fault::permanent:
            return later ? receipt("failed")
                         : R"sh(answer '"status":"permanent","class":"recipient"')sh";
        case Fault::stall:
            return "exec sleep 1000";
        case Fault::cut:
            return "exit 3";
        case Fault::garbage:
            break;
    }
    return garbage_at(point);
}

class PlugIn : public Counterpart {
  public:
    PlugIn(Point point, Fault fault) {
        auto const path = folder_.file("program");
        std::ofstream{path} << fmt::format(fmt::runtime(script),
                                           fmt::arg("point", word_of(point)),
                                           fmt::arg("fault", shell_of(point, fault)));
        fs::permissions(path, fs::perms::owner_all);
    }

    std::unique_ptr<ports::Channel> make_channel(boost::asio::io_context& context,
                                                 ports::Clock& clock) override {
        program::Program program;
        program.name = "sms";
        program.path = folder_.file("program");
        program.patience = {.hello = 2s,
                            .ready = 2s,
                            .silence = 2s,
                            .end = 200ms,
                            .restart_first = 2ms,
                            .restart_max = 2ms};
        auto channel = program::make_program_channel(
            context,
            clock,
            random_,
            program,
            [](program::Level, std::string_view, std::string_view) {});
        if (!channel) throw std::runtime_error{channel.error().en};
        return std::move(*channel);
    }

    [[nodiscard]] std::map<std::string, int> taken() const override {
        std::map<std::string, int> taken;
        std::ifstream file{folder_.file("taken")};
        for (std::string line; std::getline(file, line);) ++taken[line];
        return taken;
    }

  private:
    support::TemporaryFolder folder_;
    support::SeededRandom random_;
};

}  // namespace

std::unique_ptr<Counterpart> make_plug_in(Point point, Fault fault) {
    return std::make_unique<PlugIn>(point, fault);
}

}  // namespace duban::faults
