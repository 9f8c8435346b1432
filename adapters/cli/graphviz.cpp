#include "adapters/cli/graphviz.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

#include "adapters/channels/program/child.hpp"
#include "engine/picture/dot.hpp"

namespace duban::cli {

namespace fs = std::filesystem;
using picture::Extent;
using picture::Picture;
using picture::Sheet;

namespace {

constexpr std::time_t seconds_max = 30;
constexpr std::size_t drawing_bytes_max = 64U << 20U;
constexpr std::size_t complaint_bytes_max = 4096;

/// A descriptor of ours, closed on every way out.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_{number} {}

    ~Descriptor() { close(); }

    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    [[nodiscard]] int number() const { return number_; }

    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

  private:
    int number_;
};

int start_timer() {
    int const timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    itimerspec const once{.it_interval = {}, .it_value = {.tv_sec = seconds_max, .tv_nsec = 0}};
    if (timer < 0 || ::timerfd_settime(timer, 0, &once, nullptr) != 0)
        throw std::system_error{errno, std::generic_category(), "cannot start a timer"};
    return timer;
}

/// What a child is told and what it answers, with an end to our patience.
class Dialogue {
  public:
    Dialogue(program::Child& child, std::string_view question)
        : question_{question},
          input_{child.take_input()},
          output_{child.take_output()},
          errors_{child.take_errors()},
          timer_{start_timer()} {}

    /// False where it took too long or said too much.
    bool hold() {
        while (output_.number() >= 0 || errors_.number() >= 0) {
            std::array<pollfd, 4> waiting{{{input_.number(), POLLOUT, 0},
                                           {output_.number(), POLLIN, 0},
                                           {errors_.number(), POLLIN, 0},
                                           {timer_.number(), POLLIN, 0}}};
            if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return false;
            if (waiting[3].revents != 0) return false;
            if (waiting[0].revents != 0) tell();
            if (waiting[1].revents != 0) hear(output_, answer);
            if (waiting[2].revents != 0) hear(errors_, complaint);
            if (answer.size() > drawing_bytes_max) return false;
            complaint.resize(std::min(complaint.size(), complaint_bytes_max));
        }
        return true;
    }

    std::string answer;
    std::string complaint;

  private:
    void tell() {
        auto const written = ::write(input_.number(), question_.data(), question_.size());
        if (written > 0) question_.remove_prefix(static_cast<std::size_t>(written));
        bool const gone = written < 0 && errno != EAGAIN && errno != EINTR;
        if (gone || question_.empty()) input_.close();
    }

    static void hear(Descriptor& from, std::string& to) {
        std::array<char, 65536> buffer{};
        auto const got = ::read(from.number(), buffer.data(), buffer.size());
        if (got > 0) to.append(buffer.data(), static_cast<std::size_t>(got));
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) from.close();
    }

    std::string_view question_;
    Descriptor input_;
    Descriptor output_;
    Descriptor errors_;
    Descriptor timer_;
};

/// `dot` as the PATH finds it; folders that are not absolute are passed over.
std::optional<fs::path> find_dot() {
    auto const* const path = std::getenv("PATH");
    std::string_view folders = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!folders.empty()) {
        auto const end = std::min(folders.find(':'), folders.size());
        auto const program = fs::path{folders.substr(0, end)} / "dot";
        if (program.is_absolute() && ::access(program.c_str(), X_OK) == 0) return program;
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return std::nullopt;
}

Result<std::string, Text> run_dot(fs::path const& program, std::string const& dot) {
    program::Child child{program, {"-Tsvg"}};
    Dialogue dialogue{child, dot};
    if (!dialogue.hold()) {
        return Failure<Text>{Text{
            .zh_cn = fmt::format("dot 在{}秒内没有画完，或图太大；请用 -o x.dot 导出，另行排版",
                                 seconds_max),
            .en = fmt::format("dot did not finish within {} seconds, or the drawing is too large; "
                              "write -o x.dot and lay it out elsewhere",
                              seconds_max)}};
    }
    auto const end = child.reap();
    if (end == "exit code 0" && !dialogue.answer.empty()) return std::move(dialogue.answer);
    return Failure<Text>{Text{.zh_cn = fmt::format("dot 失败（{}）：{}", end, dialogue.complaint),
                              .en = fmt::format("dot failed ({}): {}", end, dialogue.complaint)}};
}

double scale_on(Sheet const& sheet, Extent const& extent) {
    return std::min({(sheet.width() - 2 * Sheet::margin) / extent.width,
                     (sheet.height() - 2 * Sheet::margin) / extent.height,
                     1.0});
}

/// As large as it likes to be.
struct Layout {
    Sheet::Flow flow;
    Extent extent;
    std::string svg;
};

Failure<Text> no_dot() {
    return Failure<Text>{
        Text{.zh_cn = "没有找到 dot：请安装 Graphviz（apt-get install graphviz），或用 -o x.dot "
                      "导出后在别处绘制",
             .en = "there is no dot: install Graphviz (apt-get install graphviz), or write -o "
                   "x.dot and draw it elsewhere"}};
}

Result<std::vector<Layout>, Text> lay_out(fs::path const& program, Picture const& picture) {
    constexpr picture::Paper endless{"", 1e6, 1e6};
    std::vector<Layout> layouts;
    for (auto const flow : {Sheet::Flow::down, Sheet::Flow::right}) {
        auto svg =
            run_dot(program, to_dot(picture, {.paper = endless, .lies = false, .flow = flow}));
        if (!svg) return Failure<Text>{std::move(svg.error())};
        layouts.push_back({flow, picture::extent_of(*svg), std::move(*svg)});
    }
    return layouts;
}

/// The smallest paper, and on it the layout and the way it lies that leave the largest letters.
Drawn choose_sheet(std::vector<Layout> const& layouts) {
    constexpr double scale_min = picture::text_points_min / picture::text_points;
    Drawn best;
    for (auto const& paper : picture::papers) {
        double largest = 0;
        for (auto const& layout : layouts) {
            for (bool const lies : {false, true}) {
                Sheet const sheet{.paper = paper, .lies = lies, .flow = layout.flow};
                auto const scale = scale_on(sheet, layout.extent);
                if (scale <= largest) continue;
                largest = scale;
                best.sheet = sheet;
            }
        }
        if (best.points_on_a4 == 0) best.points_on_a4 = largest * picture::text_points;
        best.fits = largest >= scale_min;
        if (best.fits) break;
    }
    return best;
}

}  // namespace

Result<Drawn, Text> draw_svg(Picture const& picture) {
    auto const program = find_dot();
    if (!program) return no_dot();
    auto const layouts = lay_out(*program, picture);
    if (!layouts) return Failure<Text>{layouts.error()};
    auto drawn = choose_sheet(*layouts);
    auto svg = run_dot(*program, to_dot(picture, drawn.sheet));
    if (!svg) return Failure<Text>{std::move(svg.error())};
    drawn.svg = std::move(*svg);
    return drawn;
}

Result<DrawnPoster, Text> draw_poster(Picture const& picture, Language language) {
    auto const program = find_dot();
    if (!program) return no_dot();
    auto const layouts = lay_out(*program, picture);
    if (!layouts) return Failure<Text>{layouts.error()};
    auto const sheets = [](Layout const& layout) { return plan_poster(layout.extent).sheets(); };
    auto const& least = *std::ranges::min_element(*layouts, {}, sheets);
    auto const poster = plan_poster(least.extent);
    return DrawnPoster{.poster = poster, .sheets = cut(least.svg, poster, language)};
}

}  // namespace duban::cli
