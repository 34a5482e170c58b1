"""Guard: an angry customer gets a calm text: no exclamation mark, no emoji, no cheer. It warns; the human decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, warn
from bot.domain.guards.sentences import Phrases, without_links

_GUARD = "heat"
_SHOUTS = re.compile(r"[!！¡]+")
# Arrows are no faces: "Settings → Billing".
_FACES = re.compile(
    "(?:[\u2600-\u27bf\u2b1b-\u2b5f\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+"
    r"|(?<!\S)(?:[:;=][-o^']?[)\]DPp}3]|<3|\^_?\^|[xX]D+)(?![\w/])"
)
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{4,}(?:[ ,]+[A-ZÀ-Þ]{2,})+\b")
_CHEER = Phrases(
    {
        "en": """
            yay
            woohoo
            hooray
            awesome
            great news
            good news
            fantastic
            amazing
            wonderful
            exciting
            excited
            cheers
            no worries
            no problem
            happy to help
            glad to help
            have a great day
            have a nice day
            have a lovely day
            have a good one
            enjoy your day
            haha
            lol
            oops
            whoops
            """,
        "de": """
            super
            toll
            prima
            klasse
            juhu
            gute Nachrichten
            großartig
            kein Problem
            keine Sorge
            gerne doch
            schönen Tag noch
            einen schönen Tag
            ups
            haha
            """,
        "it": """
            evviva
            fantastico
            ottimo
            ottima notizia
            buone notizie
            meraviglioso
            nessun problema
            non si preoccupi
            tranquillo
            buona giornata
            ops
            ahah
            """,
        "es": """
            genial
            fantástico
            estupendo
            buenas noticias
            maravilloso
            ningún problema
            no hay problema
            no se preocupe
            tranquilo
            que tenga un buen día
            buen día
            ups
            jaja
            """,
        "fr": """
            génial
            fantastique
            formidable
            bonne nouvelle
            bonnes nouvelles
            chouette
            pas de souci
            pas de problème
            aucun souci
            ne vous inquiétez pas
            bonne journée
            belle journée
            oups
            haha
            """,
    }
)


def heat(draft: Draft) -> Iterator[Finding]:
    """A message to an angry customer is calm."""
    if not draft.heated:
        return
    text = without_links(draft.text)
    for match in _SHOUTS.finditer(text):
        yield warn(_GUARD, "The customer is angry. Leave the exclamation mark out.", match.start(), match.end())
    for match in _FACES.finditer(text):
        yield warn(_GUARD, "The customer is angry. Leave the emoji out.", match.start(), match.end())
    for match in _CAPITALS.finditer(text):
        yield warn(_GUARD, "The customer is angry. Write without capitals.", match.start(), match.end())
    for start, end in _CHEER.find(text):
        sentence = f"The customer is angry, and “{draft.text[start:end]}” is cheerful. Leave it out."
        yield warn(_GUARD, sentence, start, end)
