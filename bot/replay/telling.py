"""Reads what came of a brand's replay out of its bot: once, at the end. It changes nothing there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.case import Case, EscalationState, Mention
from bot.domain.effects import Reply
from bot.domain.masking import mask
from bot.domain.response import ASKING, HOLDING
from bot.ports.store import EventRow, OutboxRow, OutboxState
from bot.replay.brand_bot import BrandBot
from bot.replay.conversations import Conversation
from bot.replay.outcome import BrandOutcome, CaseOutcome, ConversationOutcome, Line, Who
from bot.replay.recording import Post
from bot.replay.vendor import Said
from bot.replay.violations import Scene, Sent, find_violations

ALL = 10_000_000
"""More cases than a recording holds."""
BREAKER = "breaker"
"""Under this name `held` counts what waits because a burst stopped everything automatic."""


@dataclass(frozen=True)
class _Kept:
    """A case with everything that the store holds of it."""

    case: Case
    mentions: tuple[Mention, ...]
    events: tuple[EventRow, ...]
    rows: tuple[OutboxRow, ...]

    @property
    def replies(self) -> list[tuple[OutboxRow, Reply]]:
        return [(row, row.effect) for row in self.rows if isinstance(row.effect, Reply)]


def tell(bot: BrandBot, conversations: Sequence[Conversation], shown: Collection[str] = ()) -> BrandOutcome:
    """Return what came of the conversations that a bot has played, and what was said in those with the ids `shown`."""
    kept = _all_kept(bot)
    posts = [post for one in conversations for post in one.played]
    sent = _all_sent(bot, kept)
    told = Counter(one.case_id for one in bot.staffroom.told)
    by_id = {one.id: one for one in conversations}
    cases = tuple(_case(one, by_id[one.case.conversation], bot, told[one.case.id]) for one in kept if one.case.team)
    readings = bot.reader.readings.values()
    held = Counter(bot.stopped_by)
    held[BREAKER] += sum(row.state is OutboxState.READY for one in kept for row, _ in one.replies)
    return BrandOutcome(
        brand=bot.policy.handle,
        posts=len(posts),
        mentions=tuple(post.at for post in posts if post.inbound),
        requests=sum(one.is_request and one.request.confidence >= bot.policy.unsure_below for one in readings),
        not_understood=sum(one.request.confidence < bot.policy.unsure_below for one in readings),
        languages=Counter(one.language.value for one in readings),
        said=Counter(one.kind for one in sent),
        asks=tuple(one.said.at for one in sent if one.kind in ASKING),
        held=+held,
        cases=cases,
        conversations=_conversations([one for one in conversations if one.id in shown], kept, bot),
        violations=find_violations(_scene(bot, posts, kept, sent)),
        left_out=sum(one.id not in shown for one in conversations),
        dead=Counter(row.error for one in kept for row, _ in one.replies if row.state is OutboxState.DEAD),
    )


def _all_kept(bot: BrandBot) -> list[_Kept]:
    with bot.store.transaction() as tx:
        cases = reversed(tx.cases.list(limit=ALL))
        return [_Kept(case, tx.mentions.of(case.id), tx.cases.events(case.id), tx.outbox.of(case.id)) for case in cases]


def _all_sent(bot: BrandBot, kept: Iterable[_Kept]) -> list[Sent]:
    """Return everything that arrived; the bot's own rows only tell what kind it was, and who wanted it."""
    meant = {row.id: (one.case.id, reply) for one in kept for row, reply in one.replies}
    return [_sent(said, *meant[said.message.id], bot.timeline.post(said.message.to)) for said in bot.x.said]


def _sent(said: Said, case: str, reply: Reply, post: Post) -> Sent:
    # A first reply answers what was recorded; the other kinds have causes of the bot's own, such as a timer.
    since = post.at if reply.kind in HOLDING else reply.since
    recorded = replace(said, message=replace(said.message, to=post.id))
    return Sent(recorded, reply.kind, case, since, reply.by)


def _case(one: _Kept, conversation: Conversation, bot: BrandBot, escalated: int) -> CaseOutcome:
    heard = one.mentions[0].at
    replied = next((row.sent_at for row, _ in one.replies if row.sent_at), None)
    recorded = _recorded(one, conversation, bot)
    answered = next(_answers(one, bot), None)
    return CaseOutcome(
        id=one.case.id,
        conversation=one.case.conversation,
        channel=one.case.channel,
        heard=heard,
        by_bot=replied - heard if replied else None,
        by_recorded=recorded - heard if recorded else None,
        in_time=answered is not None and answered - heard <= bot.policy.answer_timeout,
        escalated=escalated,
    )


def _answers(one: _Kept, bot: BrandBot) -> Iterator[datetime]:
    """Yield when each recorded post was written that counted as a human's answer to this case."""
    return (bot.timeline.post(event.detail).at for event in one.events if event.name == "AnsweredElsewhere")


def _recorded(one: _Kept, conversation: Conversation, bot: BrandBot) -> datetime | None:
    """Return when the brand answered this customer first, as recorded."""
    handle = bot.policy.handle
    theirs = {bot.timeline.post(mention.id).id for mention in one.mentions}
    return next(
        (
            post.at
            for post in conversation.posts
            if not post.inbound and post.author.casefold() == handle.casefold() and post.to in theirs
        ),
        None,
    )


def _scene(bot: BrandBot, posts: Sequence[Post], kept: Sequence[_Kept], sent: Sequence[Sent]) -> Scene:
    now = bot.clock.now()
    with bot.store.transaction() as tx:
        overdue = tuple(timer.case_id for timer in tx.timers.due(now))
    unfinished = tuple(
        one.case.id for one in kept if one.case.escalation.state is EscalationState.NOTIFIED and one.case.is_open
    )
    return Scene(
        posts=posts,
        sent=sent,
        answers={one.case.id: tuple(_answers(one, bot)) for one in kept},
        kept={bot.timeline.post(mention.id).id: one.case.id for one in kept for mention in one.mentions},
        overdue=(*overdue, *unfinished) if not bot.breaker_is_open() else overdue,
        staff=bot.policy.staff,
        notes=bot.staffroom.notes,
        heard_within=bot.poll_every,
    )


def _conversations(
    conversations: Sequence[Conversation], kept: Sequence[_Kept], bot: BrandBot
) -> tuple[ConversationOutcome, ...]:
    of_conversation: dict[str, list[_Kept]] = {}
    for one in kept:
        of_conversation.setdefault(one.case.conversation, []).append(one)
    told: dict[str, list[Line]] = {}
    for private in bot.staffroom.told if conversations else ():
        line = Line(private.at, Who.STAFF, f"{private.who} is told in private", str(private.why))
        told.setdefault(private.case_id, []).append(line)
    found = []
    for conversation in conversations:
        its = of_conversation.get(conversation.id, [])
        lines = [
            *(_recorded_line(post) for post in conversation.posts),
            *(line for one in its for line in _bot_lines(one)),
            *(line for one in its for line in told.get(one.case.id, ())),
        ]
        lines.sort(key=lambda line: line.at)
        cases = tuple(one.case.id for one in its if one.case.team)
        found.append(ConversationOutcome(conversation.id, bot.policy.handle, cases, tuple(lines)))
    return tuple(found)


def _recorded_line(post: Post) -> Line:
    who = Who.CUSTOMER if post.inbound else Who.RECORDED
    return Line(post.at, who, mask(post.text), f"@{mask(post.author)}")


def _bot_lines(one: _Kept) -> Iterable[Line]:
    for row, reply in one.replies:
        name = reply.kind.replace("_", " ")
        if row.state is OutboxState.SENT and row.sent_at:
            yield Line(row.sent_at, Who.BOT, mask(reply.text), name)
        elif row.state in (OutboxState.HELD, OutboxState.READY):
            reason = row.error or "everything automatic has stopped after a burst"
            yield Line(row.created_at, Who.BOT, mask(reply.text), f"{name}, held: {mask(reason)}", held=True)
