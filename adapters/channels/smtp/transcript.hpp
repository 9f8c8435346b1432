// The transcript of one mail's submission: how far the talk with the server came, and its last
// reply. libcurl keeps only one code of the whole; the verdict needs to know what was answered to
// what. Only verbs and replies are noted, never what follows a verb: no credentials here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duban::smtp {

/// What the server was asked last, in the order of a submission.
enum class Stage : std::uint8_t {
    connection,      // waits for the greeting
    hello,           // EHLO, HELO, STARTTLS
    authentication,  // AUTH and what follows it
    sender,          // MAIL
    recipient,       // RCPT
    data,            // DATA
    content,         // the mail itself and its final dot
};

struct Reply {
    int code = 0;          // 550
    std::string enhanced;  // "5.1.1" (RFC 3463), empty where there is none
    std::string words;     // all lines, printable, at most 500 bytes
};

class Transcript {
  public:
    /// Bytes that went to the server as a command.
    void sent(std::string_view command);
    /// One line of a reply, with or without its end.
    void received(std::string_view line);

    /// The last byte of the mail was handed over for sending.
    void handed_over() { handed_over_ = true; }

    [[nodiscard]] Stage stage() const { return stage_; }

    /// The whole reply to the last command, if it has come.
    [[nodiscard]] std::optional<Reply> const& reply() const { return reply_; }

    /// From here on the server may own the mail without our knowing (RFC 1047).
    [[nodiscard]] bool is_handed_over() const { return handed_over_; }

  private:
    void enter(Stage stage);

    Stage stage_ = Stage::connection;
    std::optional<Reply> reply_;
    std::string lines_;  // of the reply that is coming in
    bool handed_over_ = false;
    bool over_ = false;  // QUIT was said
};

}  // namespace duban::smtp
