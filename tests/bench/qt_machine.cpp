#include "tests/bench/qt_machine.hpp"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <QtScxml/QScxmlStateMachine>

#include <fmt/format.h>

#include "engine/base/ensure.hpp"

namespace duban::bench {

namespace {

std::string scxml(std::vector<sketch::State> const& states) {
    std::string text;
    for (auto const& state : states) {
        bool const parallel = state.regions;
        text += fmt::format("<{} id='{}'>", parallel ? "parallel" : "state", state.name);
        for (auto const& way : state.ways) {
            text += fmt::format("<transition event='{}' target='{}'/>", way.event, way.go->state);
        }
        text += scxml(state.children);
        text += fmt::format("</{}>", parallel ? "parallel" : "state");
    }
    return text;
}

class QtMachine : public Machine {
  public:
    QtMachine(std::string const& text, std::vector<std::string> const& events) {
        QByteArray bytes{text.data(), static_cast<qsizetype>(text.size())};
        QBuffer buffer{&bytes};
        buffer.open(QIODevice::ReadOnly);
        machine_.reset(QScxmlStateMachine::fromData(&buffer));
        ensure(machine_ && machine_->parseErrors().isEmpty(), "Qt reads the chart");
        for (auto const& event : events) events_.push_back(QString::fromStdString(event));
        machine_->start();
        QCoreApplication::processEvents();
        begun_ = active();
        machine_->submitEvent(events_.front());
        QCoreApplication::processEvents();
        ensure(active() != begun_, "Qt moves");
        begun_ = active();
    }

    std::size_t run_batch() override {
        for (int i = 0; i < events_in_a_batch; ++i) {
            machine_->submitEvent(events_[static_cast<std::size_t>(i) % events_.size()]);
        }
        QCoreApplication::processEvents();
        ensure(active() == begun_, "Qt has gone its rounds");
        return 0;
    }

  private:
    [[nodiscard]] QStringList active() const {
        auto names = machine_->activeStateNames();
        names.sort();
        return names;
    }

    std::unique_ptr<QScxmlStateMachine> machine_;
    std::vector<QString> events_;
    QStringList begun_;
};

}  // namespace

std::unique_ptr<Machine> qt_machine(sketch::Sketch const& sketch, std::vector<std::string> events) {
    static int argc = 1;
    static char name[] = "bench";
    static char* argv[] = {name, nullptr};
    static QCoreApplication const application{argc, argv};
    auto const text = fmt::format(
        "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' datamodel='null'>{}</scxml>",
        scxml(sketch.states));
    return std::make_unique<QtMachine>(text, events);
}

}  // namespace duban::bench
