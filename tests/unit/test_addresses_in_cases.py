"""Which case an address is for, which addresses are refused, and what an address in public leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from acme import ANNA, CARL, NOON, SUGGESTIONS, mention, new_case, policy, reading
from house import House

from bot.domain.case import Case, Channel, Mention, State, Timer
from bot.domain.effects import CancelTimer, OpenTicket, Reply, SetTimer, Tell
from bot.domain.events import MentionSeen, NotDelivered, TicketOpened, TimerFired
from bot.domain.policy import ChannelPolicy, OnNewMessage, Policy
from bot.domain.reference import chosen_in, named_in, reference
from bot.domain.response import ResponseKind
from bot.domain.triage import Decision, decide
from bot.domain.why import Why

MINUTE = timedelta(minutes=1)
K = ResponseKind


def post(number: int, conversation: str, text: str = "help") -> Mention:
    """A public post by Anna with an address of its own."""
    return mention(text, number, conversation=conversation, url=f"https://x.com/anna_k/status/{1000 + number}")


def message(number: int, text: str = "") -> Mention:
    """A direct message by Anna."""
    return mention(text, number, id=f"dm:{number}", conversation="dm:1-2", private=True)


def two_asked() -> House:
    """Anna wrote two posts, nobody answered, and she was asked for an address under both."""
    house = House()
    house.hear(post(1, "100"))
    house.hear(post(2, "200"))
    house.run()
    house.later(3 * MINUTE)
    assert [State.ASKED, State.ASKED] == [house.case("C-1").state, house.case("C-2").state]
    return house


def states(house: House) -> list[State]:
    return [house.case("C-1").state, house.case("C-2").state]


class TestReference:
    def test_it_is_five_signs_that_make_no_word(self) -> None:
        codes = {reference(replace(new_case(), id=f"C-{number}")) for number in range(2_000)}
        assert 2_000 == len(codes)
        assert set() == set("".join(codes)) & set("AEIOUY01")

    def test_it_stays_whatever_becomes_of_the_case(self) -> None:
        later = replace(new_case(), state=State.ASKED, version=7, email="anna@example.com", language="de")
        assert reference(new_case()) == reference(later)

    @pytest.mark.parametrize("form", ["Ref {} My address", "ref {}:", "({})", "it was {}.", "#{}"])
    def test_it_is_found_in_a_sentence_in_whatever_letters(self, form: str) -> None:
        case = new_case()
        assert (case,) == named_in(form.format(reference(case).lower()), [case])

    def test_a_code_inside_a_word_names_nothing(self) -> None:
        case = new_case()
        assert () == named_in(f"x{reference(case)}9", [case])


class TestChoice:
    CASES = tuple(replace(new_case(), id=f"C-{number}") for number in (1, 2, 3))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2", [2]),
            ("#2", [2]),
            ("(2)", [2]),
            ("Number 2 please.", [2]),
            ("1 and 3", [1, 3]),
            ("the second one", [2]),
            ("die zweite bitte", [2]),
            ("il terzo", [3]),
            ("la primera", [1]),
            ("la deuxième", [2]),
            ("the last", [3]),
            ("die letzte", [3]),
            ("all of them", [1, 2, 3]),
            ("alle", [1, 2, 3]),
            ("tutti", [1, 2, 3]),
            ("todos", [1, 2, 3]),
            ("les deux", [1, 2, 3]),
            ("9", []),
            ("1.5 hours ago", []),
            ("I have waited 20 minutes", []),
            ("what?", []),
            ("anna2@example.com", []),
            ("", []),
            (
                "I have told you already that 2 of my exports are broken and that nobody cares about any of it at all",
                [],
            ),
        ],
    )
    def test_an_answer_is_understood(self, text: str, expected: list[int]) -> None:
        assert [f"C-{number}" for number in expected] == [case.id for case in chosen_in(text, self.CASES)]

    def test_a_code_is_understood_in_a_long_answer_too(self) -> None:
        text = f"{'well ' * 40} {reference(self.CASES[2])}"
        assert ("C-3",) == tuple(case.id for case in chosen_in(text, self.CASES))


class TestRouting:
    def test_the_code_finds_the_case_though_another_one_is_newer(self) -> None:
        house = two_asked()
        house.hear(message(3, f"Ref {reference(house.case('C-1'))} My address"), email="anna@example.com")
        assert [State.OPENING, State.ASKED] == states(house)

    def test_a_strangers_code_finds_nothing(self) -> None:
        """The code stands in a public post; only the customer's own cases are looked at."""
        house = two_asked()
        eve = replace(ANNA, id="6666", handle="eve", name="Eve")
        theft = replace(message(3, f"Ref {reference(house.case('C-1'))}"), customer=eve, conversation="dm:6-2")
        house.hear(theft, email="eve@example.org")
        assert [State.ASKED, State.ASKED, "", ""] == [*states(house), house.case("C-1").email, house.case("C-2").email]

    def test_without_a_code_the_customer_is_asked_which_once_in_private(self) -> None:
        house = two_asked()
        house.hear(message(3, "anna@example.com"), email="anna@example.com")
        house.run()
        assert (True, [State.ASKED, State.ASKED]) == (house.x.messages[-1].private, states(house))
        assert K.ASK_WHICH in house.case("C-2").said
        listed = "(1) https://x.com/anna_k/status/1002 (2) https://x.com/anna_k/status/1001"
        assert house.x.texts[-1].endswith(listed)

    def test_the_number_chooses_and_the_other_case_goes_on_waiting(self) -> None:
        house = two_asked()
        house.hear(message(3), email="anna@example.com")
        house.hear(message(4, "2"))
        assert [State.OPENING, State.ASKED] == states(house)
        assert ["anna@example.com", ""] == [house.case("C-1").email, house.case("C-2").email]
        house.later(3 * MINUTE)
        assert [State.TICKETED, State.ASKED] == states(house)

    def test_all_opens_a_ticket_for_each(self) -> None:
        house = two_asked()
        house.hear(message(3), email="anna@example.com")
        house.hear(message(4, "both please"))
        house.run()
        assert [State.TICKETED, State.TICKETED] == states(house)

    def test_without_an_answer_the_newest_gets_the_ticket_at_the_timeout(self) -> None:
        house = two_asked()
        house.hear(message(3), email="anna@example.com")
        house.hear(message(4, "what do you mean?"))
        assert [State.ASKED, State.ASKED] == states(house)
        house.later(3 * MINUTE)
        assert [State.ASKED, State.TICKETED] == states(house)

    def test_the_question_is_asked_once(self) -> None:
        house = two_asked()
        house.hear(message(3), email="anna@example.com")
        house.hear(message(4), email="anna@example.com")
        house.run()
        assert [State.ASKED, State.TICKETED] == states(house)

    @pytest.mark.parametrize("read", [{"email": "anna@example.com"}, {"bad_email": True}], ids=["read", "not read"])
    def test_the_case_begun_in_this_conversation_gets_it_though_a_public_one_is_newer(
        self, read: dict[str, object]
    ) -> None:
        """She was asked in this very conversation, and answers there."""
        house = House()
        house.hear(message(1, "export broken"))
        house.hear(post(2, "200", "invoice wrong"))
        house.later(3 * MINUTE)
        assert [State.ASKED, State.ASKED] == states(house)
        house.hear(message(3), **read)
        with house.store.transaction() as tx:
            assert "dm:3" in [one.id for one in tx.mentions.of("C-1")]
        assert State.ASKED == house.case("C-2").state

    def test_one_waiting_case_needs_no_question(self) -> None:
        house = House()
        house.hear(post(1, "100"))
        house.later(3 * MINUTE)
        house.hear(post(2, "200"))
        house.hear(message(3), email="anna@example.com")
        assert [State.OPENING, State.WAITING] == states(house)


class TestDecision:
    """One case on its own."""

    def asked(self, channel: Channel = Channel.X, settings: Policy | None = None) -> tuple[Case, Policy]:
        chosen = settings or policy()
        customer = ANNA if channel is Channel.X else CARL
        case = replace(new_case(), channel=channel, customer=customer, team="billing", state=State.ASKED, asked=True)
        return replace(case, said=frozenset({K.HOLD, K.ASK_EMAIL}), last_mention="1001"), chosen

    def seen(self, case: Case, chosen: Policy, private: bool = False, at: datetime = NOON, **read: object) -> Decision:
        heard = mention(number=2, private=private, customer=case.customer, channel=case.channel)
        return decide(case, MentionSeen(heard, reading(**read), SUGGESTIONS), chosen, at)

    def test_a_mailbox_that_is_thrown_away_is_refused_kindly_once_then_a_human_is_told(self) -> None:
        case, chosen = self.asked()
        first = self.seen(case, chosen, private=True, bad_email=True, disposable=True)
        assert [(K.ADDRESS_REFUSED, True)] == said(first)
        second = self.seen(first.case, chosen, private=True, bad_email=True)
        assert ([], [("Ada", Why.TIME_IS_UP)]) == (said(second), told(second))

    def test_nobody_is_asked_again_in_public_on_x(self) -> None:
        """The next address would stand there too; and X allows one automated reply."""
        case, chosen = self.asked()
        decision = self.seen(case, chosen, bad_email=True)
        assert ([], [("Ada", Why.TIME_IS_UP)]) == (said(decision), told(decision))

    def test_in_slack_they_are_asked_again_in_private(self) -> None:
        case, chosen = self.asked(Channel.SLACK)
        assert [(K.ADDRESS_UNREADABLE, True)] == said(self.seen(case, chosen, bad_email=True))

    def test_an_address_in_public_leads_to_one_public_reply_and_a_lead_is_told(self) -> None:
        case, chosen = self.asked()
        decision = self.seen(case, chosen, email="anna@example.com")
        assert [(K.ADDRESS_PUBLIC, False)] == said(decision)
        assert [("Grace", Why.ADDRESS_IN_PUBLIC)] == told(decision)
        assert OpenTicket() in decision.effects
        assert [] == said(decide(decision.case, TicketOpened("T-1", ""), chosen, NOON))

    def test_in_slack_the_number_then_comes_in_private(self) -> None:
        case, chosen = self.asked(Channel.SLACK)
        decision = self.seen(case, chosen, email="anna@example.com")
        assert [(K.TICKET_OPENED, True)] == said(decide(decision.case, TicketOpened("T-1", ""), chosen, NOON))

    def test_a_first_mention_with_an_address_tells_the_lead_as_well(self) -> None:
        decision = self.seen(new_case(), policy(), email="anna@example.com")
        assert ("Grace", Why.ADDRESS_IN_PUBLIC) in told(decision)
        assert [(K.ADDRESS_PUBLIC, False)] == said(decision)

    def test_an_address_in_private_tells_no_lead(self) -> None:
        case, chosen = self.asked()
        assert [] == told(self.seen(case, chosen, private=True, email="anna@example.com"))

    def test_who_cannot_be_asked_in_private_is_asked_once_in_the_thread_and_warned(self) -> None:
        case, chosen = self.asked(Channel.SLACK)
        refused = NotDelivered("reply", "refused", held=False, kind=K.ASK_EMAIL, no_private_way=True)
        first = decide(case, refused, chosen, NOON)
        assert [(K.ASK_EMAIL_THREAD, False)] == said(first)
        assert [] == said(decide(first.case, refused, chosen, NOON))

    def test_with_no_question_left_a_human_is_told_instead_of_asking(self) -> None:
        case, _ = self.asked()
        waiting = replace(case, state=State.WAITING, asked=False, said=frozenset(), ask_due=NOON)
        decision = decide(waiting, TimerFired(Timer.ANSWER, NOON), replace(policy(), asks=0), NOON)
        assert ([], [("Ada", Why.TIME_IS_UP)]) == (said(decision), told(decision))


class TestWritingAgain:
    """What a customer who writes again does to the answer timeout."""

    def again(self, choice: OnNewMessage, minutes: int) -> Decision:
        channel = ChannelPolicy(on_new_message=choice)
        chosen = replace(policy(), channels={Channel.X: channel})
        first = decide(new_case(), MentionSeen(mention(), reading(), SUGGESTIONS), chosen, NOON)
        at = NOON + minutes * MINUTE
        heard = mention(number=2, at=at)
        waiting = replace(first.case, ask_due=max(first.case.ask_due or NOON, at + MINUTE))
        return decide(waiting, MentionSeen(heard, reading(), SUGGESTIONS), chosen, at)

    def test_keep_lets_it_run_on(self) -> None:
        assert [] == timers(self.again(OnNewMessage.KEEP, 2))

    def test_restart_begins_it_anew(self) -> None:
        assert [SetTimer(Timer.ANSWER, NOON + 5 * MINUTE)] == timers(self.again(OnNewMessage.RESTART, 2))

    def test_restart_ends_at_three_times_its_length(self) -> None:
        """Somebody who writes without a pause is asked all the same."""
        assert [SetTimer(Timer.ANSWER, NOON + timedelta(seconds=1) + 9 * MINUTE)] == timers(
            self.again(OnNewMessage.RESTART, 7)
        )

    def test_cancel_ends_it_and_the_teammate_on_duty_is_told(self) -> None:
        decision = self.again(OnNewMessage.CANCEL, 2)
        assert ([CancelTimer(Timer.ANSWER)], None) == (timers(decision), decision.case.ask_due)
        assert ("Ada", Why.WROTE_AGAIN) in told(decision)


class TestLimits:
    def test_a_customer_is_asked_for_an_address_so_often_a_day_and_no_more(self) -> None:
        house = House(replace(policy(), asks=2, daily=100))
        for number in range(1, 5):
            house.hear(post(number, f"{number}00"))
        house.later(3 * MINUTE)
        asked = [house.case(f"C-{number}").asked for number in range(1, 5)]
        assert [True, True, False, False] == asked


def said(decision: Decision) -> list[tuple[ResponseKind, bool]]:
    return [(one.kind, one.private) for one in decision.effects if isinstance(one, Reply)]


def told(decision: Decision) -> list[tuple[str, Why]]:
    return [(one.who, one.why) for one in decision.effects if isinstance(one, Tell)]


def timers(decision: Decision) -> list[SetTimer | CancelTimer]:
    mine = [one for one in decision.effects if isinstance(one, SetTimer | CancelTimer)]
    return [one for one in mine if one.timer is Timer.ANSWER]
