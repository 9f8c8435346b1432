#include "adapters/secret/secret_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::secret;
using std::filesystem::perms;

namespace {

/// A file of this content that its owner alone may read.
SecretFile file_of(support::TemporaryFolder const& folder, std::string const& content) {
    SecretFile const file{.path = folder.path() / "secret",
                          .what = {.zh_cn = "密码", .en = "password"},
                          .bytes_max = 20};
    std::ofstream{file.path, std::ios::binary} << content;
    std::filesystem::permissions(file.path, perms::owner_read | perms::owner_write);
    return file;
}

}  // namespace

TEST_CASE("a secret is the first line of its file, or all of it") {
    auto const [content, line, all] = GENERATE(table<std::string, std::string, std::string>({
        {"correct horse\nmore\n", "correct horse", "correct horse\nmore"},
        {"secret", "secret", "secret"},
        {"secret\r\n", "", "secret"},  // the carriage return is no part of any password
        {"\nsecond", "", "\nsecond"},
        {"", "", ""},
        {"\n\n", "", ""},
        {"12345678901234567890", "12345678901234567890", "12345678901234567890"},
        {"123456789012345678901", "", ""},
        {std::string("nul\0led", 7), "", std::string("nul\0led", 7)},
    }));
    CAPTURE(content);
    support::TemporaryFolder const folder;
    auto const file = file_of(folder, content);
    CHECK(read_line(file).value_or("") == line);
    CHECK(read_all(file).value_or("") == all);
}

TEST_CASE("a key is of visible characters, or its file is a wrong one") {
    auto const [content, key] = GENERATE(table<std::string, std::string>({
        {"LTAI5t+/=\n", "LTAI5t+/="},
        {"correct horse\n", ""},
        {"secret \n", ""},
        {"密钥\n", ""},
    }));
    CAPTURE(content);
    support::TemporaryFolder const folder;
    auto file = file_of(folder, content);
    file.is_key = true;
    CHECK(read_line(file).value_or("") == key);
}

TEST_CASE("a secret's file that is open to everybody, or not there, is refused by its path") {
    support::TemporaryFolder const folder;
    auto const file = file_of(folder, "secret\n");
    std::filesystem::permissions(file.path, perms::others_read, std::filesystem::perm_options::add);
    auto const open = read_line(file);
    REQUIRE_FALSE(open);
    CHECK_THAT(open.error().en, Catch::Contains("chmod o= " + file.path.string()));
    CHECK_FALSE(read_all(file));
    std::filesystem::remove(file.path);
    auto const missing = read_all(file);
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error().zh_cn, Catch::Contains("无法读取密码文件"));
}
