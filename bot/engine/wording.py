"""Puts a reply that was decided into words, with the response library and the facts of the case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.answers import Pick, reason
from bot.domain.case import Case, Customer, Mention, Suggestion
from bot.domain.effects import Reply
from bot.domain.errors import ResponseError
from bot.domain.languages import greeting, my_address_is, say_moment
from bot.domain.policy import Policy
from bot.domain.reference import reference
from bot.domain.response import Facts, ResponseKind, first_name
from bot.domain.understood import Reading
from bot.ports.channel import CustomerChannel
from bot.ports.library import Library

SUGGESTIONS = 3

log = structlog.get_logger()


class Wording:
    """Words replies and suggestions; the same case and turn give the same words."""

    def __init__(self, library: Library, policy: Policy) -> None:
        self._library = library
        self._policy = policy

    def reply(
        self,
        case: Case,
        reply: Reply,
        channel: CustomerChannel,
        now: datetime,
        wording: int = 0,
        avoid: Collection[str] = (),
        cases: str = "",
    ) -> Reply:
        """Return `reply` with its text; raise ResponseError where no response can be filled in.

        `wording` counts how often it was worded anew, `avoid` holds texts that this customer had lately, `cases` lists
        those among which the customer is to choose.
        """
        response = self._library.pick(
            reply.kind,
            language=case.language,
            channel=case.channel,
            heated=case.heated,
            turn=_number(case.id) + wording,
            avoid=avoid,
        )
        hours = self._policy.team(case.team).hours
        promised = case.promise.due.astimezone(hours.zone) if case.promise else None
        facts = replace(
            self._facts(case.customer, response.language),
            link=channel.private_link(f"Ref {reference(case)} {my_address_is(response.language)} "),
            cases=cases,
            ticket=case.ticket,
            topic=case.topic,
            opening=say_moment(hours.next_opening(now), response.language, now),
            promised=say_moment(promised, response.language, now) if promised else "",
        )
        return replace(reply, text=self._library.fill(response, facts))

    def suggestions(self, mention: Mention, reading: Reading) -> tuple[Suggestion, ...]:
        """Return suggestions for what the customer wrote, filled in for this customer."""
        try:
            found = self._closings(mention, reading) if reading.thanks else self._answers(mention, reading)
        except ResponseError as problem:
            # A mention is never lost for want of a suggestion: the card comes without.
            log.warning("no_suggestions", channel=mention.channel, reason=str(problem))
            return ()
        filled = (self._suggestion(one, mention, reading.topic) for one in found)
        return tuple(one for one in filled if one is not None)

    def _answers(self, mention: Mention, reading: Reading) -> tuple[Pick, ...]:
        return self._library.suggest(
            mention.text,
            language=reading.language.value,
            topic=reading.topic,
            heated=reading.heated,
            count=SUGGESTIONS,
            channel=mention.channel,
        )

    def _closings(self, mention: Mention, reading: Reading) -> tuple[Pick, ...]:
        """Whoever says thanks is offered a goodbye, not a solution."""
        picked = (
            self._library.pick(
                ResponseKind.CLOSING, language=reading.language.value, channel=mention.channel, heated=False, turn=turn
            )
            for turn in range(SUGGESTIONS)
        )
        return tuple({one.name: Pick(one) for one in picked}.values())

    def _suggestion(self, pick: Pick, mention: Mention, topic: str) -> Suggestion | None:
        one = pick.response
        facts = replace(self._facts(mention.customer, one.language), topic=topic)
        try:
            text = self._library.fill(one, facts)
        except ResponseError as problem:
            log.warning("suggestion_left_out", response=one.name, reason=str(problem))
            return None
        if one.kind is ResponseKind.CLOSING:
            return Suggestion(one.name, one.title or "Goodbye", text, one.note, "the customer says thanks")
        return Suggestion(one.name, one.title, text, one.note, reason(pick, quote=not mention.private))

    def _facts(self, customer: Customer, language: str) -> Facts:
        name = first_name(customer.name)
        return Facts(name=name, brand=self._policy.brand, hello=greeting(language, name), handle=customer.handle)


def is_automatic(kind: ResponseKind, by: str) -> bool:
    """Tell whether nobody asked for this message by a click."""
    return kind is not ResponseKind.SUGGESTION and not by


def _number(case_id: str) -> int:
    digits = case_id.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0
