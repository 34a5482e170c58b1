"""The shape of one language's word lists, and the signs that hold in any language. No decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern

JOYFUL = re.compile("[❤♥👍🙏😍🥰😊😀😃😄😁🎉👏🙌💯🔥✨💙💚💛🧡💜🤩👌💪]")
ANGRY_FACES = re.compile("[😠😡🤬👿💢🖕😤]")
# A face that turns the words upside down: what looks like praise may be its opposite.
IRONIC_FACES = re.compile("[🙃🙄😒🤡🤦]")
ACRONYMS = frozenset(
    [
        "ABO",
        "API",
        "APP",
        "ASAP",
        "BTW",
        "CSV",
        "DHL",
        "DNS",
        "FAQ",
        "FYI",
        "GPS",
        "HTML",
        "HTTP",
        "HTTPS",
        "IBAN",
        "IOS",
        "IVA",
        "JPG",
        "JSON",
        "KFZ",
        "LKW",
        "PDF",
        "PIN",
        "PKW",
        "PLZ",
        "PNG",
        "SMS",
        "SQL",
        "SSL",
        "SSO",
        "TVA",
        "URL",
        "USA",
        "USB",
        "UST",
        "VAT",
        "VPN",
        "WLAN",
        "XML",
        "ZIP",
    ]
)


@dataclass(frozen=True)
class Words:
    """What one language says in which case; every pattern matches whole words in any case."""

    code: str
    no_trouble: Pattern[str]
    """Taken out before trouble and wishes are looked for: the same words, said in joy or in passing."""
    trouble: Pattern[str]
    wish: Pattern[str]
    question_start: Pattern[str]
    thanks: Pattern[str]
    praise: Pattern[str]
    nods: frozenset[str]
    """Complete answers that only close a conversation."""
    filling: frozenset[str]
    anger: Pattern[str]
    profanity: Pattern[str]
    threat: Pattern[str]
    """A lawyer, the authorities, the press: the customer is about to make it public."""
    leaving: Pattern[str]
    """Cancelling, changing to a competitor: asked in calm as well, so it is no anger by itself."""
    impatience: Pattern[str]
    """Waiting and repetition: not heated alone, warmer together with something else."""
    first_person: Pattern[str]
    """Somebody tells of themselves: one word of advertising or news in it makes no advertising of it."""
    advertising: Pattern[str]
    """Never the mere name of something that people buy or use: whose gift card fails says "gift card" as well."""
    bulletin: Pattern[str]
    """What programs and newsrooms post, never the mere name of a thing."""
    chatter: Pattern[str]
    """Wishes for a holiday, laughter, what somebody is doing just now."""
    courtesy: Pattern[str]
    """Polite openings and endings: by themselves they are chatter, beside anything else they say nothing."""
    place: Pattern[str]
    """Trouble here can be looked at where there is a link."""
    order: Pattern[str]
    """Trouble with one of these can be looked up by a number."""
    software: Pattern[str]
    """Trouble with one of these depends on the version."""
    invoice: Pattern[str]
    """Trouble with one of these is looked up by who the customer is: neither a page nor a version tells more."""
    payment: Pattern[str]
    """Trouble with one of these may be seen on a page, but does not depend on a version."""
    vague: frozenset[str]
    """A text made of nothing but these tells that there is trouble, but not which."""


def any_of(*alternatives: str, unless: str = "") -> Pattern[str]:
    """Return a pattern that finds any of the alternatives as whole words, in any case.

    Arguments:
        unless: words that may not follow: "apply now" is advertising, the "apply now button" is a product.
    """
    not_before = rf"(?!\s+(?:{unless})(?![^\W_]))" if unless else ""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(alternatives)})(?![^\W_]){not_before}", re.IGNORECASE)


def start_of(*alternatives: str) -> Pattern[str]:
    """Return a pattern that matches where a text starts with one of the alternatives, perhaps after a greeting."""
    greeting = r"(?:hi|hey|hello|hallo|ciao|salve|hola|buenas|bonjour|salut|coucou)"
    return re.compile(rf"\W*(?:{greeting}[\s,!.]*)?(?:{'|'.join(alternatives)})(?![^\W_])", re.IGNORECASE)


def split(listed: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(listed.split())
