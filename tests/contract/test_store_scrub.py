"""What every store promises about somebody's traces in other people's texts: they go wherever in a text they stand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from acme import NOON, mention, new_case
from stores import BEN

from bot.domain.case import Channel, Customer
from bot.domain.lessons import Lesson, Source
from bot.domain.person import Person, traces
from bot.ports.store import EventRow, Store

SLACK = Customer(Channel.SLACK, "U0ANNA", "", "Anna")
ADDRESS = "anna@example.com"
PATTERNS = (*traces(Person(None, ADDRESS), (), (ADDRESS,)), *traces(Person(Channel.SLACK, "U0ANNA"), (SLACK,), ()))
BEFORE = ["", "Write to: ", "Write to:\n", "Write to:\r\n", "Write to:\t", "\f", 'She said "', "\\", "\x1f", "“", "ü "]


@pytest.mark.parametrize("trace", [ADDRESS, "U0ANNA", "Anna@Example.com"])
@pytest.mark.parametrize("before", BEFORE)
def test_what_stands_before_it_makes_no_difference(whole_store: Store, before: str, trace: str) -> None:
    with whole_store.transaction() as tx:
        case = tx.cases.save(replace(new_case(), customer=BEN, trouble=f"{before}{trace}"))
        tx.mentions.add(mention(f"{before}{trace}\nThanks"), case.id)
        tx.lessons.add(Lesson(case.id, "Ada", "Grace", NOON, Source.CHANGED, "9", f"{before}{trace}", "", ""))
        tx.cases.record(EventRow(case.id, NOON, "StaffNoted", "Ada", f"{before}{trace}"))
        assert 4 == tx.privacy.scrub(PATTERNS)
        assert [f"{before}[forgotten]\nThanks"] == [one.text for one in tx.mentions.of(case.id)]
        found, lesson = tx.cases.get(case.id), tx.lessons.of_case(case.id)[0]
        event = tx.cases.events(case.id)[0]
        assert found is not None
        assert {f"{before}[forgotten]"} == {found.trouble, lesson.written, event.detail}


@pytest.mark.parametrize(
    "text", ["joanna@example.com", "an\nanna@example.community", "XU0ANNA", "\\nU0ANNAS", "[1, 2", "{}"]
)
def test_what_only_looks_like_it_stays_letter_for_letter(whole_store: Store, text: str) -> None:
    with whole_store.transaction() as tx:
        case = tx.cases.save(replace(new_case(), customer=BEN))
        tx.mentions.add(mention(text), case.id)
        tx.cases.record(EventRow(case.id, NOON, "StaffNoted", "Ada", text))
        assert 0 == tx.privacy.scrub(PATTERNS)
        assert (text, text) == (tx.mentions.of(case.id)[0].text, tx.cases.events(case.id)[0].detail)


def test_an_envelope_with_json_in_its_json_is_found(whole_store: Store) -> None:
    """Slack sends what a window remembers as JSON in a string."""
    with whole_store.transaction() as tx:
        inner = json.dumps({"words": f"Write to:\n{ADDRESS}"})
        tx.inbox.receive("slack", "k1", json.dumps({"view": {"private_metadata": inner}}), NOON)
        assert 1 == tx.privacy.scrub(PATTERNS)
        (left,) = tx.inbox.pending()
        assert {"words": "Write to:\n[forgotten]"} == json.loads(json.loads(left.body)["view"]["private_metadata"])


def test_an_envelope_of_theirs_is_removed_and_anybody_elses_is_still_worked_on(whole_store: Store) -> None:
    with whole_store.transaction() as tx:
        for sender in ("U0ANNA", "U0BEN"):
            tx.inbox.receive("slack", sender, json.dumps({"user": sender, "text": "I ask for <@U0ANNA>"}), NOON)
        assert 2 == tx.privacy.scrub(PATTERNS, lambda body: json.loads(body)["user"] == "U0ANNA")
        assert [{"user": "U0BEN", "text": "I ask for <@[forgotten]>"}] == [
            json.loads(one.body) for one in tx.inbox.pending()
        ]
