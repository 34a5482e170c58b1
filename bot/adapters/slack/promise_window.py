"""The windows in which a promise is made and kept, and what comes back from them. Pure.

The customer reads only what stands in the input for them. Email addresses are masked in what is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    Block,
    DateTimePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act
from bot.adapters.slack.conversation import theirs
from bot.adapters.slack.drawn import section
from bot.adapters.slack.promise_words import KEEP, MAKE, promise_line
from bot.adapters.slack.text import show_plain
from bot.domain.errors import DecodeError
from bot.engine.promising import Slate

WHEN, AT, TEXT, OWNER = "when", "at", "text", "owner"
"""The ids of the blocks with the inputs, and of the inputs in them."""
LONGEST_INPUT = 3_000
_SHOWN = 1_500
_MOST_STAFF = 100
_AHEAD = (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2), timedelta(hours=4))
_TODAY = (time(12), time(15), time(17), time(18))
_TOMORROW = (time(10), time(12), time(17))
_SOON = timedelta(minutes=15)


@dataclass(frozen=True)
class Written:
    """What somebody promised; `due` is UTC, None where no time was chosen. `answered` as in `Slate`."""

    case_id: str
    due: datetime | None
    text: str
    owner: str
    answered: bool


def draw_promise(slate: Slate, who: str) -> View:
    """Return the window in which `who` promises something."""
    story = slate.story
    times = [Option(text=_plain(label, 75), value=_seconds(at)) for label, at in choices(story.now, story.zone)]
    people = [Option(text=_plain(name, 75), value=name) for name in slate.staff[:_MOST_STAFF] if len(name) <= 75]
    chosen = next((one for one in people if one.value == who), None)
    blocks = _above(slate)
    blocks += [
        InputBlock(
            block_id=WHEN,
            label=_plain("By when"),
            element=StaticSelectElement(action_id=WHEN, placeholder="Choose a time", options=times),
            optional=True,
        ),
        InputBlock(
            block_id=AT,
            label=_plain("Or at another time"),
            element=DateTimePickerElement(action_id=AT),
            hint=_plain("This one counts where both are chosen."),
            optional=True,
        ),
        _text(
            slate,
            "What the customer is to read",
            "Say the time in it. It is sent when you press Promise. Leave it empty where they know already.",
        ),
    ]
    if people:
        owners = StaticSelectElement(action_id=OWNER, options=people, initial_option=chosen, placeholder="Choose")
        blocks.append(InputBlock(block_id=OWNER, label=_plain("Who owes it"), element=owners, optional=chosen is None))
    return _window(MAKE, "Promise", "Promise", {"case": story.case.id, "answered": int(slate.answered)}, blocks)


def draw_kept(slate: Slate) -> View:
    """Return the window in which somebody says that a promise is kept, or keeps it by answering."""
    label, hint = "What the customer is to read", "Leave it empty where they have their answer already."
    blocks = [*_above(slate), _text(slate, label, hint)]
    return _window(KEEP, "Keep the promise", "Kept", {"case": slate.story.case.id}, blocks)


def read_promise(act: Act) -> Written:
    """Return what was submitted; raise DecodeError, without the text, for a broken window."""
    answered = bool(act.carried.get("answered"))
    case_id = fields.text(act.carried, "case")
    due = _moment(act.entered.get(AT, "")) or _moment(act.entered.get(WHEN, ""))
    return Written(case_id, due, act.entered.get(TEXT, "").strip(), act.entered.get(OWNER, ""), answered)


def choices(now: datetime, zone: ZoneInfo) -> Iterator[tuple[str, datetime]]:
    """Yield the times that are offered, with their labels, soonest first within each kind.

    Args:
        now: UTC.
        zone: where the team is; the labels name its times.
    """
    minute = (now + timedelta(seconds=59)).replace(second=0, microsecond=0)
    for span in _AHEAD:
        at = minute + span
        hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
        words = f"{hours} hour{'s' if hours > 1 else ''}" if hours else f"{minutes} minutes"
        yield f"In {words} ({at.astimezone(zone):%H:%M %Z})", at
    today = now.astimezone(zone).date()
    for day, word, hours_of_day in ((today, "Today", _TODAY), (today + timedelta(days=1), "Tomorrow", _TOMORROW)):
        for hour in hours_of_day:
            local = datetime.combine(day, hour, tzinfo=zone)
            if local - now >= _SOON:
                yield f"{word} {local:%H:%M %Z}", local.astimezone(UTC)


def _above(slate: Slate) -> list[Block]:
    """Return what the customer wrote last, and what is promised already."""
    story = slate.story
    blocks: list[Block] = [section(theirs(newest, _SHOWN).words) for newest in story.mentions[-1:]]
    if promised := promise_line(story.case, story.now):
        blocks.append(section(promised))
    return blocks


def _text(slate: Slate, label: str, hint: str) -> InputBlock:
    readers = "Only the customer reads it." if slate.story.case.private else "Everybody can read it."
    return InputBlock(
        block_id=TEXT,
        label=_plain(label),
        element=PlainTextInputElement(action_id=TEXT, multiline=True, max_length=LONGEST_INPUT),
        hint=_plain(f"{hint} {slate.limit:,} characters fit. {readers}"),
        optional=True,
    )


def _window(callback: str, title: str, submit: str, carried: dict[str, str | int], blocks: list[Block]) -> View:
    return View(
        type="modal",
        callback_id=callback,
        private_metadata=json.dumps(carried, ensure_ascii=False),
        title=_plain(title),
        submit=_plain(submit),
        close=_plain("Cancel"),
        blocks=blocks,
    )


def _plain(text: str, longest: int = 150) -> PlainTextObject:
    return PlainTextObject(text=show_plain(text, longest))


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))


def _moment(entered: str) -> datetime | None:
    if not entered:
        return None
    try:
        return datetime.fromtimestamp(int(entered), UTC)
    except (ValueError, OverflowError, OSError):
        raise DecodeError("when: expected the seconds since 1970") from None
