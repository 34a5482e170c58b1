"""Whoever else wrote is left as they were when somebody is forgotten: their cases, their address, what still waits."""

from __future__ import annotations

import json

import pytest
from acme import ANNA, mention
from house import House

from bot.adapters.slack.envelope import sender_of
from bot.domain.case import Channel, Customer, State
from bot.domain.person import parse_person
from bot.engine.forgetting import UNREAD, Whose, everything, forget, known

BOB = Customer(Channel.X, "2002", "bob_w", "Bob")
CONTOSO = Customer(Channel.X, "2009", "contoso", "Contoso")


@pytest.fixture
def house() -> House:
    """A bot with Bob's case, whose address is at a host that is called as Contoso, and one of Contoso's."""
    built = House()
    built.hear(mention("Like @contoso: joe@contoso.com", customer=BOB), email="joe@contoso.com")
    built.hear(mention("Broken", number=2, customer=CONTOSO, conversation="1002"))
    return built


def test_a_handle_does_not_damage_an_address_at_a_host_of_that_name(house: House) -> None:
    with house.store.transaction() as tx:
        forget(tx, parse_person("x:@contoso"), "", house.clock.now())
        assert "Like [forgotten]: joe@contoso.com" == tx.mentions.of("C-1")[0].text
    assert "joe@contoso.com" == house.case("C-1").email


def test_an_envelope_that_waits_is_removed_only_if_it_is_theirs(house: House) -> None:
    said = {"bob": {"event": {"user": "U0BOB", "text": "As @contoso says"}}, "anna": {"event": {"user": "U0ANNA"}}}
    with house.store.transaction() as tx:
        for key, payload in said.items():
            tx.inbox.receive("slack", key, json.dumps(payload), house.clock.now())
        for who in ("x:@contoso", "slack:U0ANNA"):
            forget(tx, parse_person(who), "", house.clock.now(), Whose(sender_of, UNREAD.address_in))
        assert ["As [forgotten] says"] == [json.loads(one.body)["event"]["text"] for one in tx.inbox.pending()]


ADDRESS = parse_person("mail:anna@example.com")
SPEAKS = "I wrote to anna@example.com, my colleague, and nothing came"
HERS = "you can reach me: anna at example dot com"
READS = Whose(sender_of, lambda text: ADDRESS.name if text == HERS else "")


@pytest.fixture
def spoken_of() -> House:
    """A bot with Bob's case, who speaks of Anna's address, and one of Anna's, who gave it and then another one."""
    built = House()
    built.hear(mention(SPEAKS, customer=BOB))
    built.hear(mention(HERS, number=2, conversation="1002"), email="Anna@example.com")
    built.hear(mention("sorry: work@example.com", number=3, conversation="1002"), email="work@example.com")
    return built


def test_an_address_finds_who_gave_it_and_not_who_speaks_of_it(spoken_of: House) -> None:
    with spoken_of.store.transaction() as tx:
        assert [ANNA] == list(known(tx, ADDRESS, READS).customers)
        told = json.dumps(everything(tx, ADDRESS, READS))
    assert (True, False) == (HERS in told, SPEAKS in told)


def test_an_address_that_a_case_has_finds_its_customer_even_where_the_words_are_gone(house: House) -> None:
    with house.store.transaction() as tx:
        assert ("C-1",) == known(tx, parse_person("mail:Joe@contoso.com")).cases


def test_whoever_speaks_of_a_forgotten_address_goes_on_waiting(spoken_of: House) -> None:
    with spoken_of.store.transaction() as tx:
        assert ("C-2",) == forget(tx, ADDRESS, "", spoken_of.clock.now(), READS).cases
        assert [SPEAKS.replace(ADDRESS.name, "[forgotten]")] == [one.text for one in tx.mentions.of("C-1")]
        assert not tx.privacy.is_forgotten("x:2002")
    assert (State.WAITING, State.STOPPED) == (spoken_of.case("C-1").state, spoken_of.case("C-2").state)
