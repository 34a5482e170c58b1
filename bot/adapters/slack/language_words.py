"""The customer's language in words for staff, and a way to read one that is not theirs. Pure.

It must never hand to a translator what was not written for everybody on the web, or an email address.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from bot.adapters.slack.text import show_line, sound
from bot.adapters.slack.words import link
from bot.domain.case import Channel
from bot.domain.masking import mask
from bot.ports.staffroom import Story

_TRANSLATE = "https://translate.google.com/?sl=auto&op=translate&tl={}&text={}"
_LONGEST_WORDS = 850
_LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
"""What languages are called; another one goes by its code."""


def language_line(story: Story) -> str:
    """Return the customer's language, and how to read it where it is not the operator's first one; escaped."""
    case = story.case
    language = show_line(language_name(case.language), 20)
    if not language:
        return ""
    found = case.reading.language if case.reading else None
    if found is not None and found.value == case.language and not found.is_sure:
        language = f"{language} (not sure)"
    if not story.home_language or _base(case.language) == _base(story.home_language):
        return language
    return f"🌐 {language}{_translation(story)}"


def language_name(code: str) -> str:
    """Return what a language is called, or the code itself, such as "eo", where that is not known."""
    return _LANGUAGES.get(_base(code), code)


def _translation(story: Story) -> str:
    """Return a link that translates the newest post, "" where it was not written for everybody on the web.

    What was said in private, or in a Slack channel, is given to nobody else.
    """
    posts = [one for one in story.mentions if one.channel is Channel.X and not one.private and one.text.strip()]
    if not posts:
        return ""
    words = ""
    for letter in sound(mask(posts[-1].text)):
        piece = quote(letter)
        if len(words) + len(piece) > _LONGEST_WORDS:
            break
        words += piece
    return f" · {link(_TRANSLATE.format(quote(sound(_base(story.home_language)[:10])), words), 'translate')}"


def _base(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].casefold()
