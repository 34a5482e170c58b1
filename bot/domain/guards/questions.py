"""Guards: we ask "what" and "how", never "why", and one thing at a time. They warn; the human decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, warn
from bot.domain.guards.sentences import Phrases, folded, sentences, without_links

_WHY = re.compile(
    r"\b(?=[whcpa])(?:why|how come|what made you|warum|wieso|weshalb|weswegen|wozu|perché|perchè|perche|come mai"
    r"|por qué|por que|porqué|a qué se debe|pourquoi|pour quelle raison)\b"
)
# "perché" and "por que" are also "because" and "for which": they ask only at the beginning or in a question.
_ASKS_BY_ITSELF = Phrases(
    {
        "en": """
            tell us why
            tell me why
            let us know why
            let me know why
            explain why
            say why
            """,
        "de": """
            sagen Sie uns warum
            sagen Sie mir warum
            sag uns warum
            sag mir warum
            erklären Sie warum
            """,
        "it": """
            ci dica perché
            mi dica perché
            dicci perché
            dimmi perché
            """,
        "es": """
            díganos por qué
            dígame por qué
            dinos por qué
            dime por qué
            """,
        "fr": """
            dites-nous pourquoi
            dites-moi pourquoi
            dis-nous pourquoi
            dis-moi pourquoi
            """,
    }
)
_TELLS = re.compile(
    r"(?:that's|that is|this is|which is|the reason|see|found out|know|das ist|deshalb|è|ecco|es|esto es|la razón"
    r"|c'est|voilà|la raison)\s+$"
)
_QUESTION_MARKS = re.compile(r"[?？؟]+[!?？؟]*")
_OPENING = " \t\n¿¡\"'“„«(-–—,"


def why(draft: Draft) -> Iterator[Finding]:
    """A message does not ask why: that sounds like an accusation."""
    lowered = folded(draft.text)
    spans = set(_ASKS_BY_ITSELF.find(draft.text))
    for first, last in sentences(lowered) if _WHY.search(lowered) else ():
        sentence = lowered[first:last]
        asks = "?" in sentence or "？" in sentence
        for match in _WHY.finditer(sentence):
            begins = not sentence[: match.start()].strip(_OPENING)
            # A sentence that begins so and ends with a full stop may be "Why it failed is known."
            if (asks and not _TELLS.search(sentence, 0, match.start())) or (
                begins and not sentence.rstrip().endswith((".", ":"))
            ):
                spans.add((first + match.start(), first + match.end()))
    for start, end in sorted(spans):
        sentence = f"“{draft.text[start:end]}” sounds like an accusation. Ask what happened, or how."
        yield warn("why", sentence, start, end)


def questions(draft: Draft) -> Iterator[Finding]:
    """A message asks one thing at a time."""
    for place, match in enumerate(_QUESTION_MARKS.finditer(without_links(draft.text)), start=1):
        if place > 1:
            sentence = f"This is question {place} in one message. Ask one thing at a time."
            yield warn("questions", sentence, match.start(), match.end())
