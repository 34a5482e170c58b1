"""Tells whether a customer said stop, that they want to hear nothing more from us, and what they say beside it.

Pure. It must never take a wish about the product for it: "stop charging me" is a request for help, not a farewell.
"""

from __future__ import annotations

import re
import unicodedata

from bot.domain.stop_wishes import SAID, SENT_OTHERWISE
from bot.domain.stop_words import A_THING_STOPS, ALONE, ASKS_HOW, BARE, NOTHING_MORE, OF_US, SIGNATURE

_APOSTROPHES = str.maketrans("’‘´`ʼ", "'''''")
_LINK_OR_HANDLE = re.compile(r"(?:https?://|www\.)\S+|<?[@＠#][\w|]+>?")
_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…]+|[^.!?…\n]+")
_CUT, _MARKS = " … ", " ,;:–-…"


def says_stop(text: str) -> bool:
    """Tell whether a customer asks us to write no more, in English, German, Italian, Spanish or French.

    `text` is a mention as it came; handles, hashtags and links in it do not count.
    """
    return beside_stop(text) is not None


def beside_stop(text: str) -> str | None:
    """Return what a customer says beside a stop: "" where they say nothing else, None where they say no stop at all.

    `text` is what `says_stop` takes. "Stop emailing me" stands beside itself: only a human can end what others send.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    plain = SIGNATURE.sub("", _LINK_OR_HANDLE.sub(" ", plain))
    if ALONE.fullmatch(plain):
        return ""
    sentences = [one for one in _SENTENCE.findall(plain) if re.search(r"\w", one)]
    bare = bool(sentences) and any(BARE.fullmatch(one) for one in (sentences[0], sentences[-1]))
    joined = " ".join(" ".join(one for one in sentences if not (bare and BARE.fullmatch(one))).split())
    wishes = [found for found in SAID.finditer(joined) if not _is_about_the_product(joined, found)]
    if not bare and not wishes:
        return None
    rest = joined
    for found in reversed(wishes):
        if SENT_OTHERWISE.search(found[0]):
            continue
        rest = rest[: found.start()] + _CUT + rest[found.end() :]
    more = (one.strip(_MARKS) for one in _SENTENCE.findall(rest) if not NOTHING_MORE.fullmatch(f"{one}."))
    return " ".join(" ".join(more).split())


def _is_about_the_product(text: str, found: re.Match[str]) -> bool:
    """Tell whether the sentence around a wish is about what the product sends."""
    before = max(text.rfind(mark, 0, found.start()) for mark in ".!?…") + 1
    ends = [at for mark in ".!?…" if (at := text.find(mark, found.end())) >= 0]
    sentence = text[before : min(ends, default=len(text))]
    if A_THING_STOPS.search(sentence):
        return True
    return ASKS_HOW.search(sentence) is not None and OF_US.search(sentence) is None
