"""C++ as the house rules read it: text without comments and literals, and its statements.

No parser: it trusts the formatting that clang-format enforces, where the brace of a block follows
a space and the brace of a value follows its type.
"""
import re

LITERAL_OR_COMMENT = re.compile(
    r'R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'   # a raw string
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"   # a character, not the ' of 1'000
    r"|//[^\n]*|/\*.*?\*/", re.DOTALL)


def blanked(source):
    """The source with comments and literals emptied; every line keeps its number."""
    def blank(match):
        quote = '""' if match[0][0] in "R\"'" else ""
        return quote + "\n" * match[0].count("\n")
    return LITERAL_OR_COMMENT.sub(blank, source)


def opens_block(before):
    """Whether a brace after this text opens a block of statements rather than a value."""
    if before and not before[-1].isspace():
        return False
    word = re.search(r"(co_return|return|[=,({?:])\s*$", before)
    return word is None


def statements(source):
    """Yields (line, text) of each statement of blanked source. A brace of a value stays in the
    text as `{`; the body of a lambda inside a statement stands there as `λ`, and its own
    statements come on their own."""
    brackets, outer, text, line, began = [], [], "", 1, 1
    for mark in source:
        if mark == "\n":
            line += 1
        if not text.strip():
            began = line
        inside = brackets and brackets[-1] in "(["
        if mark == "{" and opens_block(text):
            if inside:
                brackets.append("λ")
                outer.append((began, text))
            else:
                brackets.append("{")
                yield began, text
            text = ""
            continue
        if mark == "}" and brackets and brackets[-1] in "{λ":
            yield began, text
            began, text = outer.pop() if brackets.pop() == "λ" else (line, "")
            text = text + "λ" if text else ""
            continue
        if mark == ";" and not inside and not (brackets and brackets[-1] == "value"):
            yield began, text
            text = ""
            continue
        if mark in "([":
            brackets.append(mark)
        elif mark == "{":
            brackets.append("value")
        elif mark in ")]}" and brackets:
            brackets.pop()
        text += mark
    yield began, text
