"""Customers who do not exist, to try the texts on: one as most are, and the worst that can be met.

They go through the same door as real ones: a name is used only where it would be used for a real customer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

from bot.domain.languages import greeting, my_address_is, say_moment
from bot.domain.response import Facts, first_name

LONGEST_BRAND = "Wolfeschlegelstein Inc"
_WEEK = timedelta(days=7)
_PRIVATE_LINK = "https://x.com/messages/compose?recipient_id=1234567890123456789&text=Ref%20K7Q2M%20{}%20"
_CASES = " ".join(f"({number}) https://x.com/{{}}/status/1234567890123456789" for number in (1, 2, 3))


@dataclass(frozen=True)
class Sample:
    """A customer to try a text on; `label` and `who` say in a word, and in words, what is special about them.

    `name` is what they call themselves, `topic` may be "". `opens` is an opening time of their team; `any_day` takes,
    instead of its weekday, the one with the longest name.
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
        days = range(_WEEK.days if self.any_day else 1)
        return Facts(
            name=name,
            brand=brand,
            link=_PRIVATE_LINK.format(quote(my_address_is(language))),
            ticket=self.ticket,
            promised=max((say_moment(self.opens + timedelta(days=day), language) for day in days), key=len),
            opening=max((say_moment(self.opens + timedelta(days=day), language) for day in days), key=len),
            hello=greeting(language, name),
            handle=self.handle,
            topic=self.topic,
            cases=_CASES.replace("{}", self.handle),
        )


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
