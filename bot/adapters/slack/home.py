"""The App Home: what needs this teammate now, their cases, and for leads the whole picture. Pure.

The text of a customer's direct message and email addresses never stand on it. It stays within Slack's limits for
whatever it is given. Source: docs.slack.dev/surfaces/app-home; 100 blocks a view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.adapters.slack.buttons import Action, action_button, possible
from bot.adapters.slack.drawn import section
from bot.adapters.slack.home_lead import and_more, draw_lead
from bot.adapters.slack.text import show_line, show_plain
from bot.adapters.slack.words import channel_name, clock_time, customer_name, duration, link
from bot.ports.home import AtHome, HomeCase

Link = Callable[[str], str]
"""Returns the address of a card by its remote id, or ""."""
_MOST_WORDS = 140
EMPTY = "When somebody asks for help and it is yours, it stands here first."
NOTHING = "This app works for a support team. There is nothing here for you."


def draw_home(home: AtHome, chart: str, address: Link) -> View:
    """Return the Home of a teammate; `chart` is the id of an uploaded picture or ""."""
    count = max(home.needs_total, len(home.needs))
    title = "Nothing needs you now" if not count else f"{count} {'case needs' if count == 1 else 'cases need'} you now"
    blocks: list[Block] = [header(title), context(_summary(home))]
    if not home.needs and not home.mine:
        blocks.append(section(EMPTY))
    for one in home.needs:
        blocks += _needed(one, home, address)
    blocks += map(section, and_more(home.needs, home.needs_total))
    if home.mine:
        blocks += [header("Your open cases"), *(section(case_line(one, home.now, address)) for one in home.mine)]
        blocks += map(section, and_more(home.mine, home.mine_total))
    if home.lead is not None:
        blocks += [DividerBlock(), *draw_lead(home.lead, home.now, chart, address)]
    return View(type="home", blocks=blocks)


def draw_nothing() -> View:
    """Return the Home of somebody who is no teammate: it tells nothing."""
    return View(type="home", blocks=[section(NOTHING)])


def waited(span: timedelta) -> str:
    """Return for how long somebody has waited, in words."""
    return duration(span) if span >= timedelta(minutes=1) else "less than a minute"


def header(text: str) -> HeaderBlock:
    """Return a heading."""
    return HeaderBlock(text=PlainTextObject(text=show_plain(text, 150)))


def context(*pieces: str) -> ContextBlock:
    """Return small print."""
    return ContextBlock(elements=[MarkdownTextObject(text=piece, verbatim=True) for piece in pieces])


def _summary(home: AtHome) -> str:
    waiting = "No customer waits." if not home.waiting else f"{home.waiting} {_wait(home.waiting)} in all."
    paused = " ⏸️ *Paused*: nothing automatic leaves." if home.paused else ""
    return f"{waiting}{paused} As of {clock_time(home.now)}."


def _wait(count: int) -> str:
    return "customer waits" if count == 1 else "customers wait"


def _needed(one: HomeCase, home: AtHome, address: Link) -> Iterable[Block]:
    take = action_button(one.case, Action.TAKE) if Action.TAKE in possible(one.case) else None
    why = f"_{show_line(one.why, 100)}_\n" if one.why else ""
    yield section(f"{why}{case_line(one, home.now, address)}", take)


def case_line(one: HomeCase, now: datetime, address: Link) -> str:
    """Return a case as a few lines of mrkdwn: who and where, how it stands, the newest public words."""
    case = one.case
    heat = "🔥 " if case.heated else ""
    name = show_line(customer_name(case.customer), 80)
    where = f"{channel_name(case.channel)} · {show_line(case.team, 60)}" if case.team else channel_name(case.channel)
    first = f"{heat}*{link(address(one.card), case.id[:40])} · {name}* · {where}"
    return "\n".join(filter(None, (first, _status(one, now), _said(one))))


def _status(one: HomeCase, now: datetime) -> str:
    case = one.case
    if case.is_waited_for and case.waiting_since:
        wait = waited(now - case.waiting_since)
        due = f" · email ask due {clock_time(case.ask_due)}" if case.ask_due and not case.asked else ""
        return f"⏳ waits for {wait}, since {clock_time(case.waiting_since)}{due}"
    if case.ticket:
        return f"🎫 ticket {show_line(case.ticket, 60)}"
    return f"✅ answered by {show_line(case.answered_by, 60)}" if case.answered_by else ""


def _said(one: HomeCase) -> str:
    if one.newest is None:
        return ""
    if one.newest.private:
        return "> 🔒 a private message"
    words = show_line(one.newest.text, _MOST_WORDS)
    return f"> {words}" if words else ""
