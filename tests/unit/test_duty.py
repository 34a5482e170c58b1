"""Who is on duty and why: by word, calendar, rotation, user group or the list; and who is passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from acme import ADA, GRACE, NOON, WEEKDAYS, policy, team
from fakes import HandClock

from bot.adapters.store import SqliteStore
from bot.domain import duty
from bot.domain.errors import NotAllowed
from bot.domain.hours import OfficeHours, Span
from bot.domain.policy import Policy, Role, Staff, Team
from bot.domain.roster import Override, Roster, Seen, Shift
from bot.domain.rotation import Rotation
from bot.engine.duty import Duty

HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
BEN = Staff("Ben", "U0BEN", Role.RESPONDER)
CLEO = Staff("Cleo", "U0CLEO", Role.RESPONDER)
OURS = replace(team(), members=("Ada", "Ben"))
WEEKLY = Rotation(("Ben", "Ada"), timedelta(days=7), datetime.fromisoformat("2026-03-02 09:00"), BERLIN)


def people(roster: Roster | None = None, ours: Team = OURS, *, staff: tuple[Staff, ...] = ()) -> Policy:
    everybody = staff or (ADA, BEN, CLEO, GRACE)
    return replace(policy(), staff=everybody, teams=(ours,), roster=roster or Roster())


def who(settings: Policy, at: datetime = NOON) -> tuple[str, str]:
    found = duty.on_duty(settings.teams[0], settings, at)
    return found.who, found.why


def test_the_first_responder_of_the_list_is_on_duty() -> None:
    assert ("Ada", "first in the list") == who(people())


def test_without_a_responder_the_lead_is_on_duty() -> None:
    assert ("Grace", "the team has no responder") == who(people(ours=replace(OURS, members=("Grace",))))


def test_each_source_comes_before_the_next() -> None:
    ours = replace(OURS, group="S0ALL")
    roster = Roster(groups={"S0ALL": ("U0STRANGER", "U0CLEO")})
    assert ("Cleo", "in the user group S0ALL") == who(people(roster, ours))
    ours = replace(ours, rotation=WEEKLY)
    assert ("Ben", "it is their turn") == who(people(roster, ours))
    roster = replace(roster, shifts=(Shift("billing", "Ada", NOON - HOUR, NOON + HOUR),))
    assert ("Ada", "the calendar says so") == who(people(roster, ours))
    roster = replace(roster, overrides={"billing": Override("Cleo", NOON + HOUR, "Grace")})
    assert ("Cleo", "Grace said so") == who(people(roster, ours))


def test_a_shift_or_a_word_that_is_over_says_nothing() -> None:
    roster = Roster(
        overrides={"billing": Override("Cleo", NOON, "Grace")},
        shifts=(Shift("billing", "Ben", NOON - HOUR, NOON), Shift("other", "Ben", NOON - HOUR, NOON + HOUR)),
    )
    assert ("Ada", "first in the list") == who(people(roster))


def test_who_has_left_the_staff_is_not_on_duty() -> None:
    roster = Roster(overrides={"billing": Override("Zoe", NOON + HOUR, "Grace")})
    assert "Ada" == who(people(roster))[0]


@pytest.mark.parametrize(
    ("roster", "why"),
    [
        (Roster(away={"Ada": NOON + HOUR}), "away until Mon 13:00"),
        (Roster(seen={"Ada": Seen(NOON, active=False)}), "away in Slack"),
        (Roster(seen={"Ada": Seen(NOON, True, NOON - HOUR, NOON + HOUR)}), "not to be disturbed until Mon 13:00"),
    ],
)
def test_who_is_away_is_passed_over_with_the_reason(roster: Roster, why: str) -> None:
    found = duty.on_duty(OURS, people(roster), NOON)
    assert ("Ben", (duty.PassedOver("Ada", why),)) == (found.who, found.passed)


@pytest.mark.parametrize(
    "roster",
    [
        Roster(away={"Ada": NOON}),
        Roster(seen={"Ada": Seen(NOON - HOUR, active=False)}),
        Roster(seen={"Ada": Seen(NOON, True, NOON + HOUR, NOON + 2 * HOUR)}),
        Roster(seen={"Ada": Seen(NOON, True)}),
    ],
    ids=["over", "seen long ago", "not yet", "active"],
)
def test_who_is_there_is_not(roster: Roster) -> None:
    assert "Ada" == who(people(roster))[0]


def test_out_of_their_own_hours_somebody_is_passed_over() -> None:
    mornings = OfficeHours((Span.parse("Mon-Fri 08:00-11:00"),), ZoneInfo("UTC"))
    settings = people(staff=(replace(ADA, hours=mornings), BEN, GRACE))
    assert "Ben" == who(settings)[0]
    assert "Ada" == who(settings, NOON - 2 * HOUR)[0]


def test_while_the_team_is_closed_it_is_who_will_be_there_when_it_opens() -> None:
    """At night everybody is away in Slack: that says nothing about the morning."""
    night = NOON.replace(hour=22)
    seen = Seen(night, active=False)
    roster = Roster(away={"Ada": night + timedelta(days=2)}, seen={"Ada": seen, "Ben": seen})
    found = duty.on_duty(replace(OURS, hours=WEEKDAYS), people(roster, replace(OURS, hours=WEEKDAYS)), night)
    assert ("Ben", datetime(2026, 3, 3, 8, tzinfo=UTC)) == (found.who, found.at)


def test_with_everybody_away_nobody_is_on_duty_but_somebody_hears_of_it_all_the_same() -> None:
    settings = people(Roster(away={"Ada": NOON + HOUR, "Ben": NOON + HOUR}))
    assert ("", "Grace") == (who(settings)[0], duty.whoever(OURS, settings, NOON))
    everybody = people(Roster(away=dict.fromkeys(("Ada", "Ben", "Grace"), NOON + HOUR)))
    assert "Ada" == duty.whoever(OURS, everybody, NOON)


class TestUseCase:
    """What `/triage away` and `/triage on-duty` do."""

    def house(self) -> Duty:
        self.clock = HandClock(NOON)
        return Duty(SqliteStore(":memory:"), people(), self.clock)

    def test_away_until_then_and_back_before(self) -> None:
        ours = self.house()
        assert "Ada" == ours.now("billing")
        ours.away("Ada", NOON + HOUR)
        assert ("Ben", NOON + HOUR) == (ours.now("billing"), ours.away_until("Ada"))
        ours.back("Ada")
        assert ("Ada", None) == (ours.now("billing"), ours.away_until("Ada"))

    def test_away_is_over_by_itself(self) -> None:
        ours = self.house()
        ours.away("Ada", NOON + HOUR)
        self.clock.forward(HOUR)
        assert ("Ada", None) == (ours.now("billing"), ours.away_until("Ada"))

    def test_somebody_is_put_on_duty_until_then(self) -> None:
        ours = self.house()
        ours.on_duty("billing", "Cleo", NOON + HOUR, "Grace")
        assert ("Cleo", "Grace said so") == ((found := ours.tell("billing")).who, found.why)
        self.clock.forward(HOUR)
        assert "Ada" == ours.now("billing")

    @pytest.mark.parametrize(
        "until", [NOON, NOON - HOUR, NOON + timedelta(days=400)], ids=["now", "past", "more than a year"]
    )
    def test_a_time_that_makes_no_sense_is_refused(self, until: datetime) -> None:
        with pytest.raises(NotAllowed, match="still to come"):
            self.house().away("Ada", until)

    def test_strangers_and_unknown_teams_are_refused(self) -> None:
        with pytest.raises(NotAllowed, match="Zoe is not among the staff"):
            self.house().on_duty("billing", "Zoe", NOON + HOUR, "Grace")
        with pytest.raises(NotAllowed, match="no team sales"):
            self.house().now("sales")


class TestRotation:
    """Turns are handed over at the same time on the wall, whatever the clocks do."""

    def turn(self, rotation: Rotation, at: str) -> tuple[str, str]:
        people, until = rotation.turn(datetime.fromisoformat(at).replace(tzinfo=UTC))
        return people[0], until.strftime("%m-%d %H:%M")

    @pytest.mark.parametrize(
        ("at", "first", "until"),
        [
            ("2026-03-02 07:59", "Ada", "03-02 08:00"),
            ("2026-03-02 08:00", "Ben", "03-09 08:00"),
            ("2026-03-23 08:00", "Ada", "03-30 07:00"),  # Germany went over to summer time on 29 March
            ("2026-03-30 06:59", "Ada", "03-30 07:00"),
            ("2026-03-30 07:00", "Ben", "04-06 07:00"),
            ("2026-10-19 07:00", "Ada", "10-26 08:00"),  # and back on 25 October
        ],
    )
    def test_weekly(self, at: str, first: str, until: str) -> None:
        assert (first, until) == self.turn(WEEKLY, at)

    def test_daily(self) -> None:
        daily = Rotation(("Ada", "Ben", "Cleo"), timedelta(days=1), datetime.fromisoformat("2026-03-28 09:00"), BERLIN)
        assert ("Ada", "03-29 07:00") == self.turn(daily, "2026-03-28 12:00")
        assert ("Ben", "03-30 07:00") == self.turn(daily, "2026-03-29 12:00")

    @pytest.mark.parametrize(
        ("at", "first", "until"),
        [
            ("2026-03-28 23:30", "Ada", "03-29 06:00"),  # 22:00 to 08:00 on the wall is seven hours that night
            ("2026-03-29 06:00", "Ben", "03-29 14:00"),
            ("2026-10-24 23:30", "Ada", "10-25 07:00"),
        ],
    )
    def test_by_hours(self, at: str, first: str, until: str) -> None:
        shifts = Rotation(
            ("Ada", "Ben", "Cleo"), timedelta(hours=8), datetime.fromisoformat("2026-03-01 00:00"), BERLIN
        )
        assert (first, until) == self.turn(shifts, at)

    def test_a_handover_in_the_hour_that_comes_twice_happens_once(self) -> None:
        """On 25 October 2026 it is half past two twice in Germany."""
        rotation = Rotation(("Ada", "Ben"), timedelta(days=1), datetime.fromisoformat("2026-10-24 02:30"), BERLIN)
        at = datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
        turns = [rotation.turn(at + timedelta(minutes=step))[0][0] for step in range(0, 120, 15)]
        assert ["Ada"] + ["Ben"] * 7 == turns

    def test_a_handover_in_the_hour_that_is_left_out_happens_when_it_would_have_been(self) -> None:
        """On 29 March 2026 there is no half past two in Germany."""
        rotation = Rotation(("Ada", "Ben"), timedelta(days=1), datetime.fromisoformat("2026-03-28 02:30"), BERLIN)
        at = datetime(2026, 3, 29, 0, 45, tzinfo=UTC)
        turns = [rotation.turn(at + timedelta(minutes=step))[0][0] for step in range(0, 105, 15)]
        assert ["Ada"] * 3 + ["Ben"] * 4 == turns

    def test_every_moment_has_exactly_one_turn(self) -> None:
        """Through a whole year, in steps of a quarter of an hour, turns follow one another in order."""
        rotation = Rotation(
            ("Ada", "Ben", "Cleo"), timedelta(hours=8), datetime.fromisoformat("2026-01-01 02:00"), BERLIN
        )
        at, before, changes = datetime(2026, 1, 1, 1, tzinfo=UTC), "Ada", 0
        for _ in range(365 * 96):
            now, until = rotation.turn(at)
            assert at < until
            if now[0] != before:
                assert now[0] == {"Ada": "Ben", "Ben": "Cleo", "Cleo": "Ada"}[before]
                changes += 1
            at, before = at + timedelta(minutes=15), now[0]
        assert 365 * 3 - 1 == changes
