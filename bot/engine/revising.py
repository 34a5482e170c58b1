"""What a customer does to words that were heard before: they edit them, or delete them.

Slack announces both; X announces no deletion. The words of a deleted mention are gone at once, and so are
the copies of them: what was learned from them, the question of a kept answer, the texts of local tickets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.case import Case, Channel, Mention, Suggestion
from bot.domain.events import Event, MentionDeleted, MentionSeen
from bot.domain.understood import Reading
from bot.ports.store import Transaction

Apply = Callable[[Transaction, Case, Event], Case]


def is_later_version(tx: Transaction, heard: Mention) -> bool:
    """Tell whether a mention is a later version of one that was heard: known by `also`, and its own id is new.

    On X a version lists the ids of all versions before it, so an older one that comes late is known by its id.
    """
    return bool(heard.also) and tx.mentions.find(heard.channel, (heard.id,)) is None


def revised(known: Mention, text: str, ids: tuple[str, ...] = ()) -> Mention:
    """Return a mention with new words and all its ids; it keeps the id and the time under which it was first heard."""
    others = tuple(key for key in dict.fromkeys((*known.also, *ids)) if key != known.id)
    return replace(known, text=text, also=others)


def take_up(
    tx: Transaction, heard: Mention, reading: Reading, suggestions: tuple[Suggestion, ...], apply: Apply
) -> None:
    """Write the new words of a mention down that was heard before, if they are new, and let its case know.

    `heard.at` (UTC) is when it was edited; `reading` and `suggestions` are those of the new words.
    """
    found = tx.mentions.find(heard.channel, (heard.id, *heard.also))
    if found is None or found[1].deleted or found[1].text == heard.text:
        return
    case_id, known = found
    case = tx.cases.get(case_id)
    if case is None:
        return
    now_reads = revised(known, heard.text, (heard.id, *heard.also))
    tx.mentions.revise(now_reads, case_id)
    now_reads = replace(now_reads, at=max(heard.at, known.at))
    apply(tx, case, MentionSeen(now_reads, reading, suggestions, tx.marks.opted_out(case.customer), edited=True))


def forget_words(tx: Transaction, channel: Channel, mention_id: str, apply: Apply) -> bool:
    """Take the words of a mention that its author deleted, and let its case know; False for one that is not known."""
    found = tx.mentions.find(channel, (mention_id,))
    if found is None or found[1].deleted:
        return found is not None
    case_id, known = found
    tx.mentions.revise(replace(known, text="", deleted=True), case_id)
    case = tx.cases.get(case_id)
    if case is not None:
        left = [one for one in tx.mentions.of(case_id) if not one.deleted]
        apply(tx, case, MentionDeleted(known.id, left[-1] if left else None))
    tx.privacy.forget_copies(case_id)
    return True
