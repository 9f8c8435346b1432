// A picture of a procedure before anybody has laid it out: boxes, some of them within others, and
// arrows between them, with all their words in one language. What writes it down for a program that
// draws (dot, mermaid) needs to know nothing of workflows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace duban::picture {

struct Box {
    enum class Kind : std::uint8_t {
        beginning,  // where a case begins
        state,
        around,   // a state with others inside
        region,   // one that goes its own way beside others
        parts,    // a region that lives once for each item of a list
        end,      // a state in which the case, or what lies around it, is done
        choice,   // where an action has several ways
        history,  // back to where it was
    };
    enum class Mark : std::uint8_t { none, passed, present };  // by the case that is shown

    Kind kind = Kind::state;
    std::string id;                     // unique in the picture: letters, digits and _
    std::optional<std::size_t> within;  // which box it lies in
    std::string title;
    std::vector<std::string> lines;
    Mark mark = Mark::none;
};

struct Arrow {
    enum class Kind : std::uint8_t {
        action,     // somebody does it
        clock,      // the end of a deadline
        automatic,  // by itself
        done,       // what lies inside has ended
        event,      // the answer to a raised event
        begin,      // which of the states inside is entered first
        way,        // out of a choice, or of a history that remembers nothing
    };

    Kind kind = Kind::action;
    std::size_t from = 0;
    std::size_t to = 0;
    std::string title;
    std::vector<std::string> lines;
    bool taken = false;  // the case that is shown came this way
};

struct Picture {
    std::string title;
    std::string legend;
    std::vector<Box> boxes;  // a box stands before those within it
    std::vector<Arrow> arrows;
};

}  // namespace duban::picture
