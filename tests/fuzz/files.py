"""The operator's files and vendors' headers as a careless or hostile hand would write them."""

from __future__ import annotations

import json
from pathlib import Path

from fuzz.shapes import ODD_TEXT
from hypothesis import strategies as st

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
WEIRD = st.one_of(ODD_TEXT, st.text(st.characters(), max_size=400))


@st.composite
def config_text(draw: st.DrawFn) -> str:
    """Return the example with some of its values replaced by odd ones."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    # Every key of the example is tried, also those that are commented out there.
    lines = [line.removeprefix("# ") if " = " in line else line for line in lines]
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        key, equals, _old = lines[place].partition(" = ")
        odd = draw(st.one_of(_TOML, WEIRD.map(lambda text: json.dumps(text))))
        lines[place] = f"{key} = {odd}" if equals else draw(st.sampled_from(["", "[x]", "[[teams]]", "[[staff]]"]))
    return "\n".join(lines)


_TOML = st.sampled_from(
    [
        "1",
        "-1",
        "1e400",
        "nan",
        "true",
        "[]",
        "{}",
        "[[]]",
        '""',
        "1979-05-27",
        "07:32:00",
        '"Europe"',
        '"../../etc"',
        '"/etc/passwd"',
        '"Mon-Fri 25:00-17:00"',
        '["Mon"]',
        '"999999999d"',
        '"smtp://[::1"',
        '"http://[::1"',
        '"C0TRIAGE"',
        "9" * 5_000,
        "[" * 2_000,
        '"\\u0000"',
        '"on duty"',
        '[{ notify = "lead" }]',
        '"0.000000s"',
        "'''\n'''",
    ]
)
_FRONT = ("kind", "tone", "language", "channel", "topics", "examples", "title", "note", "other")
_YAML = st.sampled_from(
    [
        "hold",
        "suggestion",
        "ask_email",
        "!!bool x",
        "!!int ''",
        "!!float x",
        "!!timestamp x",
        "!!binary é",
        "!!set {a}",
        "&a [*a]",
        "*nobody",
        "2026-13-45",
        "2026-02-30",
        "0x",
        "1_000",
        "9" * 5_000,
        "[a, b]",
        "{a: b}",
        "!!python/none",
        "? [a]",
        "<<: [1]",
        "~",
        ".inf",
        "'",
        '"\\ud800"',
        "- a",
        "!!str 1",
        "!<tag:x> 1",
        "!!merge x",
        "190:20:30",
    ]
)


@st.composite
def response_text(draw: st.DrawFn) -> str:
    keys = draw(st.lists(st.sampled_from(_FRONT), max_size=4, unique=True))
    front = "\n".join(f"{key}: {draw(st.one_of(_YAML, WEIRD))}" for key in keys)
    body = draw(st.one_of(WEIRD, TEMPLATE))
    return draw(st.sampled_from([f"---\n{front}\n---\n{body}", front, f"---\n{front}", body]))


_PIECE = st.sampled_from(
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        " name ",
        " if ",
        " else ",
        " endif ",
        " for x in ",
        " endfor ",
        "|",
        "(",
        ")",
        "'",
        '"',
        ".",
        "[",
        "]",
        "range(9)",
        "**",
        "*",
        "9",
        "9999999999",
        "~",
        "include",
        "set",
        "x",
        "\n",
        "upper",
        "-",
        " or ",
        " and ",
        " not ",
        "{{ hello }}",
        "{% if topic %}",
        "{% endif %}",
        "self",
        "loop",
        "\\",
        "center(99999999)",
    ]
)
TEMPLATE = st.lists(_PIECE, max_size=25).map("".join)
HEADER = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    st.sampled_from(["9" * 400, "Mon, 01 Jan 0001 00:00:00 +1400", "Fri, 31 Dec 9999 23:59:59 -1400", "1", "1e9", "²"]),
)
_LINE = st.sampled_from(
    [
        "UID:1",
        "SUMMARY:Ada",
        "SUMMARY:Grace and Ada",
        "SUMMARY",
        "DTSTART:20260302T090000Z",
        "DTSTART;TZID=Europe/Berlin:20260302T090000",
        "DTSTART;TZID=Nowhere:20260302T090000",
        "DTSTART;VALUE=DATE:20260302",
        "DTSTART:99999999T999999",
        "DTEND:20260302T170000Z",
        "DTEND;VALUE=DATE:20260301",
        "DTEND:00010101T000000",
        "DURATION:P1W",
        "DURATION:-PT5M",
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=DAILY;BYSECOND=0,1,2;BYMINUTE=0,1,2",
        "RRULE:FREQ=NEVER;UNTIL=x",
        "EXDATE:20260309T090000Z",
        "RECURRENCE-ID:20260309T090000Z",
        "STATUS:CANCELLED",
        "BEGIN:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        " folded",
    ]
)
CALENDAR = st.lists(st.one_of(_LINE, _LINE, WEIRD), max_size=12)
"""The lines of an event in a calendar, each as it may come."""
