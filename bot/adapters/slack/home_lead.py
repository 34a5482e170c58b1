"""The part of the App Home that only leads see: switches, today, every team, what is held, promises, learning. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    HeaderBlock,
    ImageBlock,
    MarkdownTextObject,
    PlainTextObject,
)
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.adapters.slack.breaker import close_button
from bot.adapters.slack.button import Question, make_button
from bot.adapters.slack.drawn import section
from bot.adapters.slack.text import show_line, show_plain
from bot.adapters.slack.words import clock_time, customer_name, duration, link
from bot.domain.kind_names import kind_name
from bot.ports.home import HomeCase, HomeHeld, HomeTeam, LeadView, Look, Today

PAUSE = "home:pause"
RESUME = "home:resume"
HELD = "home:held"
CHART = "home:chart"

_PAUSE = Question(
    "Pause the bot?",
    "Nothing automatic leaves until somebody resumes. Mentions are still written down, cards still appear, and what a"
    " teammate sends by a click still goes out.",
    "Pause",
)
_RESUME = Question(
    "Go on?",
    "Automatic messages leave again. What became too old meanwhile comes to the leads in one message.",
    "Go on",
)
MOST_TEAMS = 20
_MOST_WORDS = 90


def draw_lead(view: LeadView, now: datetime, chart: str, address: Callable[[str], str]) -> list[Block]:
    """Return the blocks; see `home.draw_home`."""
    return [
        *_switches(view),
        *_day(view.today, view.look, chart),
        *_teams(view, now, address),
        *_held(view),
        *_promises(view, now),
        ContextBlock(elements=[MarkdownTextObject(text=f"🎓 {show_line(view.learning, 400)}", verbatim=True)]),
    ]


def _heading(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=show_plain(text, 150)))


def _switches(view: LeadView) -> Iterator[Block]:
    if view.breaker is not None:
        opened, why = clock_time(view.breaker.opened_at), show_line(view.breaker.reason, 400) or "no reason was given"
        yield section(f"🛑 *The breaker is open* since {opened}: {why}. {waits(view.breaker.waiting)}.", close_button())
    if view.paused is not None:
        button = make_button("Resume", RESUME, {}, style="primary", question=_RESUME)
        yield section(f"⏸️ *Paused* since {clock_time(view.paused)}: nothing automatic leaves.", button)
    else:
        button = make_button("Pause", PAUSE, {}, style="danger", question=_PAUSE)
        yield section("▶️ The bot answers by itself as configured.", button)


def _day(today: Today, look: Look, chart: str) -> Iterator[Block]:
    yield _heading(f"Today · {today.day}")
    answer = "–" if today.first_answer is None else _soon(timedelta(seconds=today.first_answer))
    figures = (
        (today.came, "came in"),
        (today.answered, "answered by a human"),
        (today.waiting, "waits now" if today.waiting == 1 else "wait now"),
        (answer, "until a human answers (median)"),
        (today.asked, "asked for an address"),
        (today.tickets, "ticket" if today.tickets == 1 else "tickets"),
    )
    yield section(" · ".join(f"*{figure}* {words}" for figure, words in figures))
    if not chart:
        return
    words = f"Chart: {today.came} cases came in today and {today.answered} were answered, by the hour"
    yield ImageBlock(slack_file=SlackFile(id=chart), alt_text=words)
    other = Look.LIGHT if look is Look.DARK else Look.DARK
    button = make_button("Light chart" if other is Look.LIGHT else "Dark chart", CHART, {"look": other.value})
    if button is not None:
        yield ActionsBlock(elements=[button])


def _soon(span: timedelta) -> str:
    return f"{int(span.total_seconds())} s" if span < timedelta(minutes=2) else duration(span)


def _teams(view: LeadView, now: datetime, address: Callable[[str], str]) -> Iterator[Block]:
    yield _heading("Open cases by team")
    for team in view.teams[:MOST_TEAMS]:
        duty = f"on duty: {show_line(team.on_duty, 60)}" if team.on_duty else "⚠️ nobody is on duty"
        lines = [f"*{show_line(team.name, 60)}* · {duty} · {counts(team) if team.open else 'nothing open'}"]
        lines += [_line(one, now, address) for one in team.oldest]
        lines += [f"• {more}" for more in and_more(team.oldest, team.open)]
        yield section("\n".join(lines))
    if left := and_more(view.teams[:MOST_TEAMS], len(view.teams)):
        yield section(*left)


def counts(team: HomeTeam) -> str:
    """Return how many cases of a team are open and how many of their customers wait."""
    at_least = "at least " if team.at_least else ""
    return f"{at_least}{team.open} open, {waits(team.waiting)}"


def and_more(shown: Sequence[object], total: int) -> tuple[str, ...]:
    """Return a line about those that are not shown, where there are any."""
    more = total - len(shown)
    return (f"… and {more} more",) if more > 0 else ()


def waits(count: int) -> str:
    """Return how many customers wait, with the verb that agrees."""
    return "1 waits" if count == 1 else f"{count} wait"


def _line(one: HomeCase, now: datetime, address: Callable[[str], str]) -> str:
    case = one.case
    heat = "🔥 " if case.heated else ""
    waits = f"⏳ {duration(now - case.waiting_since)}" if case.is_waited_for and case.waiting_since else "✅"
    who = f" · {show_line(case.taken_by or case.answered_by, 40)}" if case.taken_by or case.answered_by else ""
    words = "" if one.newest is None else "🔒" if one.newest.private else show_line(one.newest.text, _MOST_WORDS)
    name = show_line(customer_name(case.customer), 50)
    return f"• {waits} {heat}{link(address(one.card), case.id[:40])} {name}{who}" + (f" – {words}" if words else "")


def _held(view: LeadView) -> Iterator[Block]:
    if not view.held_total:
        return
    yield _heading(f"Held messages · {view.held_total}")
    for held in view.held:
        yield section(_held_line(held), make_button("Show me", HELD, {"case": held.case_id, "message": held.id}))
    if left := and_more(view.held, view.held_total):
        yield section(*left)


def _held_line(held: HomeHeld) -> str:
    why = show_line(held.reason, 200) or "no reason was given"
    return f"✋ *{show_line(held.case_id, 40)}* · {kind_name(held.kind)}\n{why}"


def _promises(view: LeadView, now: datetime) -> Iterator[Block]:
    if not view.promises:
        return
    yield _heading("Promises")
    lines = []
    for promise in view.promises:
        late = promise.due <= now
        left = f"*late by {duration(now - promise.due)}*" if late else f"in {duration(promise.due - now)}"
        sign = "🔴" if late else "🤝"
        who, when = show_line(promise.owner, 60), f"due {clock_time(promise.due)} ({left})"
        lines.append(f"{sign} {show_line(promise.case_id, 40)} · {when} · {who}")
    lines += and_more(view.promises, view.promises_total)
    yield section("\n".join(lines))
