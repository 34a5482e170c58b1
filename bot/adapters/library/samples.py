"""Customers who do not exist, to try the texts on: one as most are, and the worst that can be met.

They go through the same door as real ones: a name is used only where it would be used for a real customer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from urllib.parse import quote

from bot.domain.languages import greeting, my_address_is, say_moment
from bot.domain.response import Facts, first_name

LONGEST_BRAND = "Wolfeschlegelstein Inc"
_YEAR = 365
_PRIVATE_LINK = "https://x.com/messages/compose?recipient_id=1234567890123456789&text=Ref%20K7Q2M%20{}%20"
_CASES = " ".join(f"({number}) https://x.com/{{}}/status/1234567890123456789" for number in (1, 2, 3))


@dataclass(frozen=True)
class Sample:
    """A customer to try a text on; `label` and `who` say in a word, and in words, what is special about them.

    `name` is what they call themselves, `topic` may be "". `opens` is an opening time of their team; `any_day` takes,
    instead of that day, the one in the year after it that is said with the longest words.
    """

    label: str
    who: str
    name: str
    handle: str
    topic: str
    case: str
    ticket: str
    opens: datetime
    any_day: bool = True

    def facts(self, brand: str, language: str) -> Facts:
        """Return what the placeholders of a text in `language` are filled with for this customer."""
        name = first_name(self.name)
        moment = _longest_moment(self.opens, language) if self.any_day else say_moment(self.opens, language, self.opens)
        return Facts(
            name=name,
            brand=brand,
            link=_PRIVATE_LINK.format(quote(my_address_is(language))),
            ticket=self.ticket,
            promised=moment,
            opening=moment,
            hello=greeting(language, name),
            handle=self.handle,
            topic=self.topic,
            cases=_CASES.replace("{}", self.handle),
        )


@cache
def _longest_moment(opens: datetime, language: str) -> str:
    """Return the longest words for this time on any day of the year after it."""
    days = (opens + timedelta(days=day) for day in range(_YEAR))
    return max((say_moment(at, language, opens) for at in days), key=len)


# The zone whose name is longest: Chatham Islands in summer.
_WORST_OPENING = datetime(2026, 1, 5, 10, 30, tzinfo=timezone(timedelta(hours=13, minutes=45)))

PLAUSIBLE = Sample(
    label="plausible",
    who="a customer as most are",
    name="Anna Keller",
    handle="anna_k",
    topic="export",
    case="C-12",
    ticket="T-1024",
    opens=datetime(2026, 1, 5, 9, tzinfo=UTC),
    any_day=False,
)
WORST = (
    Sample(
        label="longest",
        who="a customer with long names for everything",
        name="Wolfeschlegelsteinha Hausenbergerdorff",
        handle="wolfeschlegelst",
        topic="Benutzerkontenzusammenführung",
        case="C-1234567",
        ticket="ACME-SUPPORT-12345678",
        opens=_WORST_OPENING,
    ),
    Sample(
        label="emoji",
        who="a customer who likes emoji",
        name="🌸 Zoë 🌸",
        handle="zoe",
        topic="📦 export 📦",
        case="C-12",
        ticket="T-1024",
        opens=_WORST_OPENING,
    ),
    Sample(
        label="nameless",
        who="a customer of whom neither a name nor a topic is known",
        name="🔥🔥 BEST DEALS 🔥🔥",
        handle="best_deals_2026",
        topic="",
        case="C-12",
        ticket="T-1024",
        opens=_WORST_OPENING,
    ),
)
