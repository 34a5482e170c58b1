"""Whoever else wrote is left as they were when somebody is forgotten: their cases, their address, what still waits."""

from __future__ import annotations

import json

import pytest
from acme import mention
from house import House

from bot.adapters.slack.envelope import sender_of
from bot.domain.case import Channel, Customer
from bot.domain.person import parse_person
from bot.engine.forgetting import forget

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
            forget(tx, parse_person(who), "", house.clock.now(), sender_of)
        assert ["As [forgotten] says"] == [json.loads(one.body)["event"]["text"] for one in tx.inbox.pending()]
