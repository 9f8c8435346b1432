// Files with mails: as a row holds them, and as a mail carries them.
#include "engine/delivery/attachment.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "engine/base/utf8.hpp"
#include "engine/delivery/mail.hpp"
#include "engine/delivery/mail_parameter.hpp"

using namespace duban;
using namespace duban::delivery;

namespace {

FileDescription described(std::string name, std::string const& octets) {
    return {.name = std::move(name),
            .media_type = "application/pdf",
            .size = static_cast<std::int64_t>(octets.size()),
            .sha256 = sha256(octets)};
}

Outgoing letter_with(AttachedFile file) {
    Outgoing message;
    message.message_id = "<d7.chen@duban.example.org>";
    message.date = *parse_instant("2026-11-23T11:00:00Z");
    message.address = "chen@example.org";
    message.subject = "答复";
    message.text = "见附件。\n";
    message.attachments.push_back(std::move(file));
    return message;
}

AttachedFile file_named(std::string name, std::string media_type = "application/pdf") {
    return {.name = std::move(name),
            .media_type = std::move(media_type),
            .octets = std::make_shared<std::string const>("%PDF-1.7")};
}

Mailbox const office{.name = "督办", .address = "duban@example.org"};

/// RFC 2231, read as simply as it can be: the pieces in their order, then the octets.
std::string value_in(std::string_view parameter) {
    std::string encoded;
    while (!parameter.empty()) {
        auto line = parameter.substr(std::min(parameter.find("\r\n") + 2, parameter.size()));
        line = line.substr(0, line.find(";\r\n"));
        parameter.remove_prefix(
            std::min(static_cast<std::size_t>(line.data() - parameter.data()) + line.size(),
                     parameter.size()));
        encoded += line.substr(line.find('=') + 1);
    }
    constexpr std::string_view charset = "UTF-8''";
    if (!encoded.starts_with(charset)) return encoded.substr(1, encoded.size() - 2);
    std::string value;
    for (std::size_t i = charset.size(); i < encoded.size(); ++i) {
        if (encoded[i] != '%') {
            value.push_back(encoded[i]);
            continue;
        }
        value.push_back(static_cast<char>(std::stoi(encoded.substr(i + 1, 2), nullptr, 16)));
        i += 2;
    }
    return value;
}

}  // namespace

TEST_CASE("the files of a row are read as they were written", "[delivery][attachment]") {
    std::vector<FileDescription> const files{described("答复\"函\".pdf", "a"),
                                             described("b.pdf", "bb")};
    CHECK(read_attachments(write_attachments(files)) == files);
    CHECK(octets_of(files) == 3);
    CHECK(write_attachments({}).empty());
    CHECK(read_attachments({}).empty());
}

TEST_CASE("what is no list of files is not read as one", "[delivery][attachment]") {
    auto const written = GENERATE(as<std::string>{},
                                  "[",
                                  "{}",
                                  R"([{"name":"a"}])",
                                  R"([{"name":"a","media_type":"b","size":1,"sha256":"0f"}])");
    CHECK_THROWS(read_attachments(written));
}

TEST_CASE("any name decodes to itself, on lines that every server takes",
          "[delivery][attachment][property]") {
    bool const held = rc::check([] {
        std::string name;
        for (auto const point : *rc::gen::container<std::u32string>(
                 rc::gen::oneOf(rc::gen::inRange<char32_t>(0x20, 0x7F),
                                rc::gen::inRange<char32_t>(0xA0, 0xD800),
                                rc::gen::inRange<char32_t>(0x1F300, 0x1F900))))
            append_utf8(name, point);
        RC_PRE(!name.empty());
        auto const parameter = mail_parameter("filename", name);
        RC_ASSERT(value_in(parameter) == name);
        for (std::size_t at = 0; at < parameter.size();) {
            auto const end = std::min(parameter.find("\r\n", at), parameter.size());
            RC_ASSERT(end - at <= 76U);
            at = end + 2;
        }
        RC_ASSERT(std::ranges::none_of(
            parameter, [](char c) { return static_cast<unsigned char>(c) > 0x7E; }));
    });
    CHECK(held);
}

TEST_CASE("a mail with a file is in two parts, and says so in ASCII too",
          "[delivery][attachment]") {
    auto const [name, plain] = GENERATE(table<std::string, std::string>({
        {"letter.pdf", "name=\"letter.pdf\""},
        {"答复函.pdf", "name=\"attachment.pdf\""},
        {"答复函", "name=\"attachment\""},
        {"a\"b.答", "name=\"attachment\""},
    }));
    CAPTURE(name);
    auto const mail = compose_mail(letter_with(file_named(name)), office);
    REQUIRE(mail);
    CHECK_THAT(*mail,
               Catch::Contains("Content-Type: multipart/mixed;") && Catch::Contains(plain) &&
                   Catch::Contains("Content-Disposition: attachment;") &&
                   Catch::Contains("JVBERi0xLjc="));
    CHECK(compose_mail(letter_with(file_named(name)), office) == mail);
}

TEST_CASE("what would break out of a header is refused", "[delivery][attachment]") {
    auto const file = GENERATE(values<AttachedFile>({
        file_named("a\r\nBcc: x@example.org"),
        file_named("a\x01.pdf"),
        file_named("\xFF.pdf"),
        file_named("a.pdf", ""),
        file_named("a.pdf", "application"),
        file_named("a.pdf", "application/pdf; x=1"),
        file_named("a.pdf", "application/pdf\r\nX: y"),
    }));
    CAPTURE(file.name, file.media_type);
    CHECK_FALSE(compose_mail(letter_with(file), office));
}
