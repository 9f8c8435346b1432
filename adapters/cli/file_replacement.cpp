#include "adapters/cli/file_replacement.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace duban::cli {

namespace fs = std::filesystem;

void write_file(std::string const& path, std::string const& text) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) throw std::runtime_error{fmt::format("cannot write {}", path)};
}

void replace_file(std::string const& path, std::string const& text) {
    auto const file = fs::canonical(path);
    auto beside = file;
    beside += ".new";
    write_file(beside.string(), text);
    fs::permissions(beside, fs::status(file).permissions());
    fs::rename(beside, file);
}

std::string replace_file_keeping_former(std::string const& path, std::string const& text) {
    auto const former = fs::canonical(path).string() + ".bak";
    fs::copy_file(path, former, fs::copy_options::overwrite_existing);
    replace_file(path, text);
    return former;
}

}  // namespace duban::cli
