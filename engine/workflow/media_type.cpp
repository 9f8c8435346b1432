#include "engine/workflow/media_type.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/workflow/file_name.hpp"

namespace duban::workflow {

namespace {

using namespace std::string_view_literals;

constexpr auto any_text = ""sv;  // begins with nothing of its own: asked octet by octet
constexpr auto zip = "PK\x03\x04"sv;
constexpr auto compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;  // of Word and Excel until 2003

struct Known {
    std::string_view ending;
    std::string_view media_type;
    std::string_view opening;
};

constexpr std::array known{
    Known{".pdf", "application/pdf", "%PDF-"},
    Known{".ofd", "application/ofd", zip},
    Known{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", zip},
    Known{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zip},
    Known{
        ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", zip},
    Known{".doc", "application/msword", compound},
    Known{".xls", "application/vnd.ms-excel", compound},
    Known{".ppt", "application/vnd.ms-powerpoint", compound},
    Known{".wps", "application/vnd.ms-works", compound},
    Known{".zip", "application/zip", zip},
    Known{".png", "image/png", "\x89PNG\r\n\x1A\n"},
    Known{".jpg", "image/jpeg", "\xFF\xD8\xFF"},
    Known{".jpeg", "image/jpeg", "\xFF\xD8\xFF"},
    Known{".txt", "text/plain", any_text},
    Known{".csv", "text/csv", any_text},
};

// What Windows, Linux and macOS start or mount when it is opened, in the order of the alphabet.
constexpr std::array program_endings{
    ".apk"sv, ".app"sv,     ".bat"sv, ".chm"sv, ".cmd"sv, ".com"sv, ".command"sv,
    ".cpl"sv, ".desktop"sv, ".dll"sv, ".exe"sv, ".hta"sv, ".img"sv, ".iso"sv,
    ".jar"sv, ".js"sv,      ".jse"sv, ".lnk"sv, ".msc"sv, ".msi"sv, ".msp"sv,
    ".pif"sv, ".ps1"sv,     ".reg"sv, ".scf"sv, ".scr"sv, ".sh"sv,  ".url"sv,
    ".vb"sv,  ".vbe"sv,     ".vbs"sv, ".ws"sv,  ".wsf"sv, ".wsh"sv, ".xll"sv};

// ELF, a script, Java, and macOS in its three forms.
constexpr std::array program_openings{
    "\x7F"
    "ELF"sv,
    "#!"sv,
    "\xCA\xFE\xBA\xBE"sv,
    "\xCF\xFA\xED\xFE"sv,
    "\xCE\xFA\xED\xFE"sv,
    "\xFE\xED\xFA\xCE"sv};

/// Of Windows: "MZ" alone may begin a text as well.
bool is_windows_program(std::string_view octets) {
    constexpr std::size_t header_size = 64;
    return octets.starts_with("MZ") && octets.size() >= header_size &&
           octets.substr(0, header_size).find('\0') != std::string_view::npos;
}

bool is_text(std::string_view octets) {
    return std::ranges::all_of(octets, [](char c) {
        auto const octet = static_cast<unsigned char>(c);
        return octet >= 0x20 ? octet != 0x7F : c == '\n' || c == '\r' || c == '\t' || c == '\f';
    });
}

}  // namespace

std::string_view media_type_of(std::string_view name, std::string_view octets) {
    auto const ending = ending_of(name);
    auto const* const found = std::ranges::find(known, ending, &Known::ending);
    bool const is_borne_out =
        found != known.end() &&
        (found->opening.empty() ? is_text(octets) : octets.starts_with(found->opening));
    return is_borne_out ? found->media_type : "application/octet-stream"sv;
}

bool is_program(std::string_view name, std::string_view octets) {
    auto const ending = ending_of(name);
    if (std::ranges::find(program_endings, ending) != program_endings.end()) return true;
    bool const begins_so = std::ranges::any_of(
        program_openings,
        [octets](std::string_view opening) { return octets.starts_with(opening); });
    return begins_so || is_windows_program(octets);
}

}  // namespace duban::workflow
