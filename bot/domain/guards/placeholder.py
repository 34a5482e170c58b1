"""Guard: nothing leaves with a placeholder that was not filled in, and nothing empty. It repairs nothing.

When in doubt it objects: a human loses a minute over a wrong finding, and a customer's trust over a missed one. What
template languages write is always a finding; what ordinary text has too (brackets, per cent signs) only with a
placeholder's words in it, and not inside of a `code span`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from re import Match

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop
from bot.domain.guards.gaps import gaps
from bot.domain.guards.sentences import LINK, sentence_at
from bot.domain.guards.slot_names import HTML_WORDS, WINDOWS_VARIABLES, is_slot, speaks_of_code
from bot.domain.masking import MASKED_ADDRESS

_GUARD = "placeholder"
_SUSPICIOUS = re.compile(r"[{}<\[%$*]|__|@@")
_HANDLES_ONLY = re.compile(r"(?:\s*@\w+)+\s*")
# Template languages: {{ name }}, {% if %}, <% name %>, ${name}, #{name}, %%NAME%%, %(name)s, %1$s, *|NAME|*.
_TEMPLATE = re.compile(
    r"\{\{+[^{}\n]*[^\W\d][^{}]*\}\}+|\{\{+\s*[^\W\d]\w*(?![^{}]*\})"
    r"|\{\{\s*\d{0,2}\s*\}\}|%7[Bb]\w+%7[Dd]|__[A-Z]+(?:_[A-Z]+)*__|@@\w+@@|\{%.*?%\}|\{#.*?#\}|<%.*?%>|<\?(?:php|=).*?\?>"
    r"|[#$@]\{[^}\n]*\}|%%[^\W\d][\w.-]*(?: [\w.-]+)*%%|%\([^\W\d]\w*\)[sdrfi]|%\d\$[sd@]|\*\|[^|\n]+\|\*",
    re.DOTALL,
)
# One pair of braces with a name in it, as Python, ICU and many mail programs write it.
_BRACES = re.compile(
    r"\{(?P<inner>(?P<name>[^\W\d][\w-]*(?:\.\w+|\[['\"]?\w+['\"]?\])*)"
    r"(?:![rsa]|\s?\|[^{}\n]*|:(?:[<>=^+#0-9.,-]*[bcdeEfFgGnosxX%]|%[A-Za-z][^{}\n]*|upper|lower|title|capitalize)"
    r"|,\s?(?:plural|select|selectordinal|number|date|time)\b[^}\n]*)?)\}"
)
_WORDS_IN_BRACES = re.compile(r"\{ ?(?P<inner>[^\W\d][\w-]*(?: [\w-]+){0,4}) ?\}")
_BRACKETS = re.compile(r"(?<![\w\])])\[(?P<inner>[^\W\d][\w'-]*(?: [\w'-]+){0,4})\](?!\()")
_ANGLES = re.compile(r"(?<![\w<])<<?(?P<inner>[^\W\d][\w-]*(?: [\w-]+){0,4})>>?")
_PERCENTS = re.compile(r"(?<![%\w])%(?P<inner>[^\W\d]\w*)%(?!\w)")
_VARIABLE = re.compile(r"(?<![\w$])\$(?P<inner>[^\W\d]+(?:_[^\W\d]+)+)\b")
_BARE = re.compile(r"(?<![\w\[({%:;=^>]){(?P<number>\d?)\}(?![\w)\]}:;=])|(?<![\w%'\"(])%[sd@](?![\w'\")%])")
_UNCLOSED = re.compile(r"(?:\b(?:Dear|Hi|Hello|Hey|Hallo|Ciao|Hola|Bonjour)\s+)(\{[^\W\d]\w*)(?![^{}\n]*\})")

_FACE = re.compile(r"(.)[_.]+\1", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
# What makes an unknown name in braces a piece of code; a placeholder's words are not excused by it.
_CODE_BEFORE = re.compile(
    r"(?:\b(?:import|export|const|let|var|type)\s+(?:\w+,\s*)?|=>\s*|\)\s*|\bf[\"'][^\"'\n]*|\\\w+(?:\{\w*\})*|\bset )$"
)
_IMPORTS = (re.compile(r"\b(?:import|export)\b[^.!?\n]*$"), re.compile(r"[^.!?\n]*?\bfrom\s+[\"']"))
_ASSIGNS = (re.compile(r"\b(?:const|let|var)\s*$"), re.compile(r"\s*=\s"))
_CLOSED_ONLY = re.compile(r"[^\W\d]\w*\s?\}\}")
_UI = re.compile(
    r"\b(?:click(?: on)?|press|tap|select|choose|klick(?:en Sie|e)? auf|drücken|tippen|wählen|clicc\w+ su|prem\w+|pulse"
    r"|clic en|cliquez sur|appuyez sur)\s+$",
    re.IGNORECASE,
)
_BUTTON = re.compile(r"(?!Link|Url)[A-ZÀ-Þ][^A-ZÀ-Þ]+")
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_ERROR_NAME = re.compile(
    r"^(?:E|ERR|ERROR|WARN|WARNING|INFO|DEBUG|FATAL|HTTP|HTTPS|DNS|SSL|TLS|NET|TCP|DB|SQL|API|AUTH)_"
    r"|_(?:ERROR|ERR|TIMEOUT|FAILED|FAILURE|EXCEPTION|REFUSED|RESET|DENIED|FOUND|EXPIRED|EXCEEDED)$"
)


def placeholder(draft: Draft) -> Iterator[Finding]:
    """Nothing leaves with a gap in it, in public or in private."""
    text = draft.text
    if not any(unicodedata.category(letter)[0] not in "ZC" for letter in text) or _HANDLES_ONLY.fullmatch(text):
        yield stop(_GUARD, "The message is empty. Write it by hand.")
        return
    for match in MASKED_ADDRESS.finditer(text):
        words = f"“{match[0]}” stands for an email address that is not shown here: write it out or take it away."
        yield stop(_GUARD, words, match.start(), match.end())
    reached = 0
    found = [(match.start(), match.end()) for match in gaps(text)]
    if _SUSPICIOUS.search(text):
        found += _slots(text)
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            reached = end
            yield stop(_GUARD, f"“{text[start:end]}” was not filled in. Write what belongs there.", start, end)


def _slots(text: str) -> Iterator[tuple[int, int]]:
    for match in _TEMPLATE.finditer(text):
        if not _is_styling(text, match):
            yield match.span()
    for match in _BRACES.finditer(text):
        if not _is_code(text, match):
            yield match.span()
    for match in _WORDS_IN_BRACES.finditer(text):
        if is_slot(match["inner"]) and not _is_code(text, match):
            yield match.span()
    for match in _UNCLOSED.finditer(text):
        yield match.span(1)
    closed = _CLOSED_ONLY.search(text)
    if closed and "{" not in text[: closed.start()]:
        yield closed.span()
    for match in _weak(text):
        if not _in_code_span(text, match.start()):
            yield match.span()


def _weak(text: str) -> Iterator[Match[str]]:
    """Yield what is a placeholder only because of the words in it or around it."""
    for match in _BRACKETS.finditer(text):
        if _is_bracket_slot(text, match):
            yield match
    for match in _ANGLES.finditer(text):
        inner = match["inner"]
        named = (is_slot(inner) and inner.casefold() not in HTML_WORDS) or "_" in inner
        if named and not _FACE.fullmatch(inner) and f"</{inner}>" not in text:
            yield match
    for match in _PERCENTS.finditer(text):
        if is_slot(match["inner"]) and match["inner"].casefold() not in WINDOWS_VARIABLES:
            yield match
    for match in _VARIABLE.finditer(text):
        if is_slot(match["inner"]):
            yield match
    for match in _BARE.finditer(text):
        if not speaks_of_code(sentence_at(text, match.start())) and not _in_link(text, match.start()):
            yield match


def _is_bracket_slot(text: str, match: Match[str]) -> bool:
    inner = match["inner"]
    if _FACE.fullmatch(inner):
        return False
    if _CONSTANT.fullmatch(inner):
        return _ERROR_NAME.search(inner) is None
    is_button = _BUTTON.fullmatch(inner) and _UI.search(text, max(0, match.start() - 24), match.start())
    return is_slot(inner) and not is_button


def _is_code(text: str, match: Match[str]) -> bool:
    inner = match["inner"]
    if ".." in inner or _FACE.fullmatch(inner) or _UUID.fullmatch(inner):
        return True
    begin = max(0, match.start() - 60)
    if any(
        before.search(text, begin, match.start()) and after.match(text, match.end())
        for before, after in (_IMPORTS, _ASSIGNS)
    ):
        return True
    return not is_slot(inner) and _CODE_BEFORE.search(text, begin, match.start()) is not None


def _is_styling(text: str, match: Match[str]) -> bool:
    """Tell whether doubled braces are an object given to an attribute: style={{color: "red"}}."""
    return text[: match.start()].endswith("=") and match[0].startswith("{{") and ":" in match[0]


def _in_code_span(text: str, place: int) -> bool:
    return text.count("`", 0, place) % 2 == 1 and "`" in text[place:]


def _in_link(text: str, place: int) -> bool:
    return any(link.start() <= place < link.end() for link in LINK.finditer(text))
