"""Reads one response file: Markdown with YAML front matter.

It never lets a file through in part: a file is a whole response, or a list of what to mend in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml
from frontmatter.default_handlers import YAMLHandler

from bot.adapters.library import placeholders
from bot.domain.errors import Problem
from bot.domain.response import ANY_CHANNEL, Response, ResponseKind, Tone

LONGEST_TITLE = 40
FRONT_MATTER = "front_matter"

KEYS = ("kind", "tone", "language", "channel", "topics", "examples", "title", "note")
_CHANNELS = ("x", "slack", ANY_CHANNEL)
_FRONT_MATTER = YAMLHandler()
_KEY = re.compile(r"^([A-Za-z_]\w*)[ \t]*:", re.MULTILINE)

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class Mistake:
    """A mistake in a file of the library, and the rule that it breaks.

    The rules are "file", "front_matter", "text", and those of `placeholders.mistakes`.
    """

    rule: str
    problem: Problem


class ResponseFile:
    """One file while it is read: `mistakes` holds every mistake in it, `response` the result if none.

    `path` lies in a folder that is named after the language of its texts. `text_line` is where the text begins,
    counted from 1.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []
        self.response: Response | None = None
        self.text_line = 1
        self._lines: dict[str, int] = {}
        self._values: dict[str, object] = {}
        text = self._read()
        body = None if text is None else self._split(text)
        if body is not None:
            response = self._check(body)
            self.response = None if self.mistakes else response

    def _read(self) -> str | None:
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self._note("file", "", None, "this must be a text file in UTF-8; save it in that encoding")
        except OSError as error:
            self._note("file", "", None, f"this file must be readable ({error.strerror})")
        return None

    def _split(self, text: str) -> str | None:
        """Take the front matter off and return the body, or None where the front matter cannot be used."""
        opening = YAMLHandler.FM_BOUNDARY.match(text) if YAMLHandler.FM_BOUNDARY else None
        try:
            front, body = _FRONT_MATTER.split(text)
        except ValueError:
            opening = None
        if opening is None:
            self._note(
                FRONT_MATTER, "", 1, "the file must begin with its front matter, between two lines of three dashes"
            )
            return None
        first = text[: opening.end()].count("\n") + 1
        self.text_line = text[: len(text) - len(body.lstrip())].count("\n") + 1
        try:
            values = _FRONT_MATTER.load(front)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = first + mark.line if mark else first
            said = getattr(error, "problem", None) or "it is not YAML"
            self._note(FRONT_MATTER, "", line, f"the front matter must be YAML ({said}); put doubtful values in quotes")
            return None
        except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError):
            # What YAML's own tags, like !!bool or !!timestamp, raise over a value that is none.
            self._note(
                FRONT_MATTER, "", first, "the front matter must be YAML; put dates and doubtful values in quotes"
            )
            return None
        if not isinstance(values, dict):
            self._note(FRONT_MATTER, "", first, 'the front matter must be lines like "kind: hold"')
            return None
        for key in _KEY.finditer(front):
            line = first + front[: key.start()].count("\n")
            if key[1] in self._lines:
                self._note(FRONT_MATTER, key[1], line, f"this key is already on line {self._lines[key[1]]}; keep one")
            self._lines.setdefault(key[1], line)
        self._values = {str(key): value for key, value in values.items()}
        return body.strip()

    def _check(self, body: str) -> Response | None:
        for key in sorted(self._values.keys() - set(KEYS)):
            self._note(FRONT_MATTER, key, self._lines.get(key), f"there is no such key; the keys are {', '.join(KEYS)}")
        kind = self._choice("kind", ResponseKind, None)
        tone = self._choice("tone", Tone, Tone.ANY)
        language = self._text("language", self.path.parent.name)
        if language is not None and language != self.path.parent.name:
            self._expect("language", f'"{self.path.parent.name}", as the folder; or move the file')
        channel = self._text("channel", ANY_CHANNEL)
        if channel is not None and channel not in _CHANNELS:
            self._expect("channel", f"one of {', '.join(_CHANNELS)}")
            channel = None
        topics, examples = self._texts("topics"), self._texts("examples")
        title, note = self._text("title", ""), self._text("note", "")
        if title and len(title) > LONGEST_TITLE:
            self._expect("title", f"at most {LONGEST_TITLE} characters; it has {len(title)}")
        if not body:
            self._note("text", "", self.text_line, "there must be a text after the front matter")
        if kind is None or channel is None:
            return None
        self._problems_of_kind(kind, channel, body)
        if None in (tone, language, topics, examples, title, note):
            return None
        return Response(
            name=self.path.stem,
            kind=kind,
            tone=tone or Tone.ANY,
            language=language or "",
            channel=channel,
            topics=topics or (),
            examples=examples or (),
            title=title or "",
            note=note or "",
            text=body,
            source=self.path,
        )

    def _problems_of_kind(self, kind: ResponseKind, channel: str, body: str) -> None:
        if kind is ResponseKind.SUGGESTION:
            for key in ("topics", "examples", "title", "note"):
                if not self._values.get(key):
                    self._expect(key, "filled in for a suggestion")
        if kind is ResponseKind.ASK_EMAIL and channel == ANY_CHANNEL:
            self._expect("channel", "x or slack here: on X this is said in public, in Slack in a direct message")
        for rule, line, expected in placeholders.mistakes(body, kind, channel) if body else ():
            self._note(rule, "", self.text_line + line - 1, expected)

    def _choice(self, key: str, choices: type[_Choice], default: _Choice | None) -> _Choice | None:
        if key not in self._values and default is not None:
            return default
        value = self._values.get(key)
        try:
            # Only a text is turned into one: a few aliases of aliases would become gigabytes.
            return choices(value if isinstance(value, str) else "")
        except ValueError:
            self._expect(key, f"one of {', '.join(choices)}")
            return None

    def _text(self, key: str, default: str) -> str | None:
        value = self._values.get(key, default)
        if isinstance(value, str):
            return value.strip()
        self._expect(key, f"a text; put it in quotes (it was read as {_said(value)})")
        return None

    def _texts(self, key: str) -> tuple[str, ...] | None:
        value = self._values.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(str(item).strip() for item in value)
        self._expect(key, f"a list of texts, each in quotes if in doubt (it was read as {_said(value)})")
        return None

    def _expect(self, key: str, expected: str) -> None:
        self._note(FRONT_MATTER, key, self._lines.get(key), f"must be {expected}")

    def _note(self, rule: str, key: str, line: int | None, expected: str) -> None:
        self.mistakes.append(Mistake(rule, Problem(str(self.path), key, line, expected)))


def _said(value: object) -> str:
    """Name the type that YAML made of a value, in plain words."""
    names = {bool: "yes/no", int: "a number", float: "a number", dict: "keys", list: "a list", str: "a text"}
    return names.get(type(value), "nothing" if value is None else "a date")
