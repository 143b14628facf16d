"""The only two ways a person's words become HTML that a page may show as it is."""

import re
from html import escape

import bleach
from django.utils.safestring import SafeString

ALLOWED_TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "blockquote"})

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![*\w])")
# Each kind of block: how its lines begin, and what goes around the block and each line.
_BLOCKS = (
    (re.compile(r"[-•] +"), "<ul>{}</ul>", "<li>{}</li>", ""),
    (re.compile(r"\d{1,3}[.)] +"), "<ol>{}</ol>", "<li>{}</li>", ""),
    (re.compile(r"&gt; ?"), "<blockquote><p>{}</p></blockquote>", "{}", "<br>"),
)
_ORDINARY = (None, "<p>{}</p>", "{}", "<br>")


def plain(text) -> SafeString:
    """Escaped words in paragraphs: a blank line parts them, a single one breaks the line.

    Nothing becomes a link: an address in a room must be copied on purpose.
    """
    blocks = (f"<p>{'<br>'.join(block.split(chr(10)))}</p>" for block in _paragraphs(text))
    return SafeString("".join(blocks))


def light_markup(text) -> SafeString:
    """Words with **strong**, *em*, lists (`- ` or `1. `) and quotes (`> `), for texts that staff write.

    HTML in the input is shown as typed. The result is cleaned once more, so that a slip in
    the rules above can give an ugly page but not a dangerous one.
    """
    html = "".join(_formatted(block) for block in _paragraphs(text))
    return SafeString(bleach.clean(html, tags=ALLOWED_TAGS, attributes={}, strip=True))


def _paragraphs(text):
    """The escaped text cut at blank lines, without what no font shows and no reader needs."""
    words = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return [escape(block) for block in _BLANK_LINES.split(words.strip()) if block.strip()]


def _formatted(block):
    """One paragraph as HTML; neighbouring lines of one kind share their list or quote."""
    runs = []
    for line in block.split("\n"):
        kind, words = _kind_of(line)
        if runs and runs[-1][0] is kind:
            runs[-1][1].append(words)
        else:
            runs.append((kind, [words]))
    return "".join(_wrapped(kind, lines) for kind, lines in runs)


def _kind_of(line):
    for kind in _BLOCKS:
        if match := kind[0].match(line):
            return kind, line[match.end() :]
    return _ORDINARY, line


def _wrapped(kind, lines):
    _, around, each, between = kind
    return around.format(between.join(each.format(_emphasised(line)) for line in lines))


def _emphasised(line):
    return _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", line))
