"""What /triage answers, in words. Pure.

The text of a customer's direct message and email addresses are never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.adapters.slack.drawn import Drawn, section
from bot.adapters.slack.home import case_line
from bot.adapters.slack.home_lead import MOST_TEAMS, and_more, counts, waits
from bot.adapters.slack.text import quote, show_line
from bot.adapters.slack.words import clock_time, customer_name, headline, link, no_text, private_line, said_line
from bot.domain.masking import mask_address
from bot.ports.home import AtHome, HomeCase, Overview
from bot.ports.staffroom import Story

Link = Callable[[str], str]
"""Returns the address of a card by its remote id, or ""."""
_SHOWN_SAID = 5

HELP = """\
`/triage status` how many wait, who is on duty, what is stopped
`/triage mine` what needs you, and your open cases
`/triage lessons` what you learned from your leads' answers
`/triage case C-12` one case
`/triage search charged twice` cases with these words, or beginnings of them
`/triage away until 15:00` pass me over until then; without a time until the end of the day
`/triage back` I am here again
`/triage on-duty @Ada until 18:00` who is on duty; with a team: `@Ada billing until 18:00`
`/triage pause`, `/triage resume` everything automatic; only for leads
Only you see the answers."""


def say(*pieces: str) -> Drawn:
    """Return an answer of one or more pieces, each at most 3,000 characters long; the text holds all of them."""
    blocks: list[Block] = [section(piece) for piece in pieces]
    return Drawn("\n\n".join(pieces), tuple(blocks))


def tell_status(found: Overview) -> Drawn:
    """Return how things stand."""
    lines = ["No customer waits." if not found.waiting else f"*{waits(found.waiting)}* for a human."]
    if found.breaker is not None:
        lines.append(f"🛑 The breaker is open since {clock_time(found.breaker.opened_at)}: nothing automatic leaves.")
    if found.paused is not None:
        lines.append(f"⏸️ Paused since {clock_time(found.paused)}: nothing automatic leaves.")
    if found.held:
        lines.append(f"✋ Held messages that wait for a lead: {found.held}")
    for team in found.teams[:MOST_TEAMS]:
        duty = f"on duty: {show_line(team.on_duty, 40)}" if team.on_duty else "⚠️ nobody is on duty"
        lines.append(f"• *{show_line(team.name, 40)}* · {duty} · {counts(team)}")
    lines += and_more(found.teams[:MOST_TEAMS], len(found.teams))
    return say("\n".join(lines))


def tell_mine(home: AtHome, address: Link) -> Drawn:
    """Return what needs somebody and what is theirs."""
    if not home.needs and not home.mine:
        return say("Nothing needs you now, and you have no open case.")
    pieces = [f"_{show_line(one.why, 100)}_\n{case_line(one, home.now, address)}" for one in home.needs]
    pieces += and_more(home.needs, home.needs_total)
    pieces += [case_line(one, home.now, address) for one in home.mine]
    return say(*pieces, *and_more(home.mine, home.mine_total))


def tell_found(words: str, found: Sequence[HomeCase], now: datetime, address: Link) -> Drawn:
    """Return what was found."""
    looked = show_line(words, 100)
    if not found:
        return say(f"No case has all of these words: {looked}")
    count = "1 case" if len(found) == 1 else f"{len(found)} cases"
    return say(f"{count} with: {looked}", *(case_line(one, now, address) for one in found))


def tell_case(story: Story, address: Link) -> Drawn:
    """Return what there is to know about one case."""
    case = story.case
    title = show_line(f"{headline(case)} · {case.id} · {customer_name(case.customer)}", 250)
    lines = [f"*{title}*"]
    if card := address(story.card):
        lines.append(link(card, "open the card"))
    facts = (
        ("team", case.team),
        ("topic", case.topic),
        ("has it", case.taken_by),
        ("ticket", case.ticket),
        ("gave an address", mask_address(case.email) if case.email else ""),
    )
    lines += [f"{name}: {show_line(value, 80)}" for name, value in facts if value]
    newest = story.mentions[-1] if story.mentions else None
    heard = ""
    if newest is not None:
        heard = private_line(newest) if newest.private else quote(newest.text, 600) or no_text(newest)
    said = "\n".join(said_line(one) for one in story.said[-_SHOWN_SAID:])
    return say("\n".join(lines), *(piece for piece in (heard, said) if piece))
