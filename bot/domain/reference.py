"""The short code by which a private message finds its case, and which of several cases an answer names.

The code stands in a public post, so everybody can read it. It must never find a case for anybody but its own customer,
and it tells nothing: neither how many cases there are nor which came first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from bot.domain.case import Case

# No vowels, so that no code is a word, and nothing that is read as something else: no 0, 1 and Y.
_SIGNS = "23456789BCDFGHJKLMNPQRSTVWXZ"
_LENGTH = 5
"""28 signs, five times: 24 bits."""
_CODE = re.compile(rf"(?<![A-Za-z0-9])[{_SIGNS}]{{{_LENGTH}}}(?![A-Za-z0-9])")
_SHORT = 80
"""An answer to "which one?" is short; in a longer text a number means something else."""
_NUMBER = re.compile(r"(?<![\w.:@/-])#?([1-9])(?![\w@/-]|[.:,]\d)")
_ORDINALS = (
    r"first|ersten?|erste[rs]|prim[oae]|primer[oa]?|premi[eè]re?",
    r"second|zweiten?|zweite[rs]|second[oae]|segund[oa]|deuxième",
    r"third|dritten?|dritte[rs]|terz[oa]|tercer[oa]?|troisième",
)
_LAST = re.compile(r"\b(?:last|newest|letzten?|letzte[rs]|neueste[nr]?|ultim[oa]|últim[oa]|derni[eè]re?)\b")
_ALL = re.compile(
    r"\b(?:both|all|beide|alle|entramb[ie]|tutt[ie] e due|tutt[ie]|amb[oa]s|l[oa]s dos|tod[oa]s|les deux|tou(?:te)?s)\b"
)


def reference(case: Case) -> str:
    """Return the code of a case, like "K7Q2M"; the same for as long as the case lives."""
    facts = f"{case.id}/{case.channel}/{case.customer.id}/{case.conversation}/{int(case.opened_at.timestamp())}"
    number = int.from_bytes(hashlib.sha256(facts.encode(errors="replace")).digest()[:8], "big")
    signs = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[place])
    return "".join(signs)


def named_in(text: str, cases: Sequence[Case]) -> tuple[Case, ...]:
    """Return those of the customer's own cases whose code stands in a text, in whatever letters."""
    codes = set(_CODE.findall(text.upper()))
    return tuple(case for case in cases if reference(case) in codes) if codes else ()


def chosen_in(text: str, cases: Sequence[Case]) -> tuple[Case, ...]:
    """Return which of the cases that were offered in this order an answer means; () where that cannot be told.

    It is understood by code, by number ("2", "#2"), by word ("the second one", "die letzte") and as "both".
    """
    if named := named_in(text, cases):
        return named
    said = text.casefold()
    if len(said) > _SHORT:
        return ()
    if _ALL.search(said):
        return tuple(cases)
    places = {int(number) - 1 for number in _NUMBER.findall(said)}
    if not places:
        places = {place for place, words in enumerate(_ORDINALS) if re.search(rf"\b(?:{words})\b", said)}
    if not places and _LAST.search(said):
        places = {len(cases) - 1}
    return tuple(cases[place] for place in sorted(places)) if places and max(places) < len(cases) else ()
