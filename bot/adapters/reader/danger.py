"""Notices that somebody may be in danger of their life: such a text is for a person, never for a script.

A figure of speech is none ("the export is killing me"), but in doubt it is one: then a person looks once too often.
"""

from __future__ import annotations

import re

from bot.domain.understood import Judgement

_REASON = "may be in danger: a person must answer"
A_PERSON_MUST_LOOK = Judgement(True, 0.3, _REASON)
"""A request of which a human is told, and to which nothing is said by itself."""
AT_ONCE = Judgement(0.95, 0.9, _REASON)
"""As heated as can be, so that nobody leaves it for later."""

_ENGLISH = (
    r"kill(?:ing)? myself|end(?:ing)? my (?:own )?life|tak(?:e|ing) my (?:own )?life|commit(?:ting)? suicide|suicidal"
    r"|(?:want|going|ready|rather|wanna) (?:to )?die(?! laughing| of )|wish i (?:was|were) dead|better off dead"
    r"|nothing (?:left )?to live for|no reason (?:left )?to (?:live|go on living)|self-harm|(?:hurting|harming) myself"
    r"|(?:don't|dont|do not) want to (?:live|be alive)(?: any ?more)?(?! (?:in|with|without|at|near|chat)\b)"
    r"|want to (?:hurt|harm) myself"
)
_GERMAN = (
    r"bringe? mich um|(?<!wird )mich umbringen|mir das leben nehmen|(?:will|möchte|mag|kann) (?:so )?nicht mehr leben"
    r"|(?:will|möchte) (?:nur noch |einfach )?sterben|begehe selbstmord|selbstmord begehen|suizidgedanken|suizidal"
    r"|kein(?:en)? (?:sinn|grund) mehr (?:im|zu) leben|mir etwas an(?:tun|zutun)"
)
_ITALIAN = (
    r"(?:voglio|vorrei) morire|togliermi la vita|(?<!vuole )uccidermi|mi (?:uccido|ammazzo)(?! dal)|suicidarmi"
    r"|non voglio più vivere(?! (?:a|con|senza|in)\b)|farla finita(?! con)|(?:più )?nessun motivo per vivere"
    r"|voglio farmi del male"
)
_SPANISH = (
    r"(?:quiero|quisiera|prefiero) morir(?:me)?|quitarme la vida|(?<!va a )(?<!van a )matarme|suicidarme"
    r"|no quiero (?:seguir )?(?:vivir|viviendo)(?! (?:en|con|sin)\b)|acabar con mi vida"
    r"|(?:nada|ningún motivo|razones) para vivir|quiero hacerme daño"
)
_FRENCH = (
    r"(?:veux|voudrais|envie de) mourir|(?<!va )(?<!vont )me tuer|me suicider|mettre fin à mes jours"
    r"|en finir avec la vie|plus envie de vivre|ne veux plus vivre(?! (?:à|avec|sans|dans)\b)"
    r"|(?:aucune|plus de) raison de vivre|veux me faire du mal"
)
_IN_DANGER = re.compile(
    rf"(?<!\w)(?:{'|'.join((_ENGLISH, _GERMAN, _ITALIAN, _SPANISH, _FRENCH))})(?!\w)", re.IGNORECASE
)


def in_danger(said: str) -> bool:
    """Tell whether a text, as `plain_text.prose` returns it, sounds as if somebody wanted to die."""
    return _IN_DANGER.search(said) is not None
