"""The house rules. Each takes a file's path and text and yields (line, rule, what to do)."""
import fnmatch
import re

from cpp_text import blanked, statements

# Who may include whom inside the engine: one way, from the base up to the service.
ENGINE_USES = {
    "base": "",
    "yaml": "base",
    "expression": "base",
    "calendar": "base yaml",
    "workflow": "base yaml expression calendar",
    "proof": "base yaml expression calendar workflow",
    "picture": "base yaml expression calendar workflow",
    "statechart": "base yaml expression calendar workflow",
    "tracking": "base yaml expression calendar workflow statechart",
    "scenario": "base yaml expression calendar workflow statechart tracking",
    "revision": "base yaml expression calendar workflow statechart tracking",
    "delivery": "base yaml expression calendar workflow statechart tracking",
    "ports": "base yaml expression calendar workflow statechart tracking delivery",
    "service": "base yaml expression calendar workflow statechart tracking revision delivery ports",
}
# What adapters share, and who alone may know it.
SHARED_ADAPTERS = {
    "adapters/secret": ("adapters/channels/program", "adapters/channels/smtp", "adapters/channels/sms",
                        "adapters/channels/webhook"),
    "adapters/channels/web": ("adapters/channels/sms", "adapters/channels/webhook"),
}
HEAVY_HEADERS = re.compile(
    r"<(boost/|yaml-cpp/|sqlite3|libpq|curl/|openssl/|prometheus/|CLI/|opencc/|libical/|csv\.h|date/|systemd/|sodium)")
LINES_MAX, TEST_LINES_MAX = 400, 600

# What only the named files may say. (rule, pattern, allowed files, what to do instead)
ONLY_THERE = [
    ("clock",
     r"\b(?:system|steady|high_resolution)_clock::now\b|\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)"
     r"|\bgettimeofday\b|\bclock_gettime\b",
     ["adapters/runtime/clock*", "adapters/runtime/*_clock*", "tests/bench/*"],
     "take the time from the event or from the Clock port"),
    ("random", r"\brandom_device\b|\bs?rand\s*\(|\bmt19937\b",
     ["adapters/runtime/random*", "adapters/runtime/*_random*", "tests/*"],
     "take it from the Random port, or from a seed that the test prints"),
    ("sleep", r"\bsleep_(?:for|until)\b|\bu?sleep\s*\(|\bnanosleep\b", [],
     "wait for the event itself: a timer, a descriptor, a child's end"),
    ("detached", r"\bdetached\b", [],
     "give co_spawn a handler that reads the exception_ptr"),
    ("impure-core", r"#include <(?:thread|future|fstream|iostream|random|filesystem|unistd\.h"
     r"|sys/[a-z]+\.h)>", ["adapters/*", "tests/*"],
     "the engine is values in, values out: this belongs to an adapter"),
    # The service swaps what a reload brings while others read it; nothing below it is shared.
    ("lock", r"#include <(?:mutex|shared_mutex|condition_variable|atomic)>",
     ["engine/service/*", "adapters/*", "tests/*"],
     "a value needs no lock: share it from the service or from an adapter"),
]
# What no text file may hold. (rule, pattern, what to do instead)
NOWHERE = [
    ("unfinished", r"\b(?:TODO|FIXME|XXX)\b", "finish it, or write it down as a decision or a limit"),
    ("machine-path", r"(?<![\w.~-])/(?:home|root|work|Users)/[\w.]|(?<![\w.])/tmp/[a-z]/",
     "name the path relative to the repository, or a placeholder"),
    ("private-key", r"BEGIN [A-Z ]*PRIVATE KEY", "make keys when they are needed"),
]
VAGUE_NAME = re.compile(r"(?:^|/)(?:utils?|common|helpers?|managers?|misc)[/.]|_(?:utils?|helpers?)\.")


def folder_of(path):
    """engine/yaml/x.cpp -> engine/yaml; adapters/channels/smtp/x.cpp -> adapters/channels/smtp."""
    parts = path.split("/")[:-1]
    if parts[:1] == ["adapters"]:
        return "/".join(parts[:3] if parts[1:2] and parts[1] in ("storage", "channels") else parts[:2])
    return "/".join(parts[:2])


def may_include(path, target):
    mine, theirs = folder_of(path), folder_of(target)
    if mine == theirs or mine.startswith("tests") or mine == "adapters/cli":
        return True
    if mine.startswith("engine/"):
        uses = ENGINE_USES.get(mine[len("engine/"):], "").split()
        return theirs.startswith("engine/") and theirs[len("engine/"):] in uses
    if mine in SHARED_ADAPTERS.get(theirs, ()):
        return True
    return mine.startswith("adapters/") and theirs.startswith("engine/")


def lines_matching(pattern, text):
    for found in re.finditer(pattern, text):
        yield text.count("\n", 0, found.start()) + 1, found


def include_rules(path, text):
    for line, found in lines_matching(r'(?m)^\s*#include\s+("[^"]+"|<[^>]+>)', text):
        target = found[1].strip('"')
        if found[1].startswith("<"):
            if path.endswith(".hpp") and not path.endswith("_impl.hpp") and HEAVY_HEADERS.match(target):
                yield line, "heavy-header", f"move {target} into the .cpp or a private *_impl.hpp"
        elif not target.startswith(("engine/", "adapters/", "tests/")):
            yield line, "include-root", f'write "{target}" from the root of the repository'
        elif not may_include(path, target):
            yield line, "include-edge", f"{folder_of(path)} may not know {folder_of(target)}"


def await_rules(path, text):
    """g++ 12 destroys twice what these forms make inside a statement that awaits."""
    for line, statement in statements(text):
        if "co_await" not in statement:
            continue
        if "{" in statement:
            yield line, "await-brace", "name the object in a statement before the one that awaits"
        for captures in re.findall(r"(?<![\w\])])\[([^\[\]]*)\]\s*(?=[(λ<]|mutable|->|$)", statement):
            if not all(re.fullmatch(r"\s*(?:&\s*\w*|this|)\s*", one) for one in captures.split(",")):
                yield line, "await-capture", "name the lambda in a statement before the one that awaits"


def size_rules(path, text):
    limit = TEST_LINES_MAX if path.startswith("tests/") else LINES_MAX
    count = text.count("\n")
    if count > limit:
        yield limit, "file-length", f"{count} lines, at most {limit}: it holds more than one noun"


def cpp_rules(path, text):
    code = blanked(text)
    yield from include_rules(path, text)
    yield from await_rules(path, code)
    if path.endswith(".hpp") and not re.search(r"(?m)^#pragma once$", text):
        yield 1, "pragma-once", "every header says #pragma once"
    for rule, pattern, allowed, advice in ONLY_THERE:
        if not any(fnmatch.fnmatch(path, one) for one in allowed):
            for line, _ in lines_matching(pattern, code):
                yield line, rule, advice


def file_rules(path, text):
    """Everything that one file says about itself."""
    if path.endswith((".cpp", ".hpp")):
        yield from cpp_rules(path, text)
    if path.endswith((".cpp", ".hpp", ".py", ".js", ".mjs", ".ts", ".vue")):
        yield from size_rules(path, text)
    if VAGUE_NAME.search(path):
        yield 1, "vague-name", "name the noun: what does this file hold?"
    if not path.startswith("tests/tidy/"):
        for rule, pattern, advice in NOWHERE:
            for line, _ in lines_matching(pattern, text):
                yield line, rule, advice


def readme_rules(paths):
    """A folder of the engine and of the adapters explains itself; elsewhere an outer one may."""
    present = set(paths)
    sources = {path.rpartition("/")[0] for path in paths if path.endswith((".cpp", ".py", ".js", ".mjs"))}
    for folder in sorted(sources - {""}):
        own = folder_of(folder + "/x") if folder.startswith(("engine/", "adapters/")) else None
        homes = [own] if own else [folder[:cut] for cut in
                                   [at.start() for at in re.finditer("/", folder)] + [len(folder)]]
        if not any(home + "/README.md" in present for home in homes):
            yield f"{own or folder}/README.md", 1, "readme", "say in a page what this folder is for"
