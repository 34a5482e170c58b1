"""The words that people and programs put into placeholders, and the words by which a sentence speaks of code.

A list of words and nothing else; `placeholder.py` decides.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SLOT_WORDS = _words(
    """
    account address adresse agent amount anrede apellido article betrag brand bestellnummer case city client cliente
    cognome company country correo customer date datum date day email empresa enlace entreprise error_code fecha
    fehlercode firma first firstname fname fullname greeting handle hour importe insert issue_number kunde kundenname
    kundennummer last lastname lien link lname mail marke marque message_id montant nachname name nombre nome nom
    number numero numéro número nummer opening order order_id ordernumber organisation organization phone plan prenom
    prénom price product producto produit produkt prodotto recipient reference salutation sender signature surname
    telefon ticket ticketid ticketnummer ticketnumber title tracking unternehmen url user username vorname website
    your
    """
)
# Tags and terms of HTML that are slot words as well: in angle brackets they are ordinary.
HTML_WORDS = frozenset({"address", "article", "link", "title", "time", "data", "code", "output", "summary"})
# Variables of Windows, which stand between per cent signs.
WINDOWS_VARIABLES = _words(
    """
    appdata allusersprofile commonprogramfiles computername comspec homedrive homepath localappdata logonserver
    number_of_processors os path pathext programdata programfiles public systemdrive systemroot temp tmp userdomain
    username userprofile windir
    """
)
_CODE = re.compile(
    r"`|=>|\b(?:arguments?|arrays?|attribute|boolean|braces|compiler|console|const|curly|dict\w*|expression|fields?"
    r"|float|function|funktion|fonction|función|funzione|integer|java\w*|json|liter[ae]l|numpy|objects?|objekt|objeto"
    r"|objet|oggetto|pandas|parameters?|payload|php|placeholders?|printf|propert(?:y|ies)|python|returns?|ruby|rust"
    r"|schema|specifiers?|sql|strings?|struct|syntax|template|tuple|typescript|values?|valeur|valor|valore"
    r"|variablen?|variables?|empty)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\W_]+")
_HUMPS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


def is_slot(inner: str) -> bool:
    """Tell whether the words inside of some brackets are what a placeholder is called."""
    parts = _PARTS.findall(_HUMPS.sub(" ", inner))
    whole = "".join(parts).casefold()
    return whole in _SLOT_WORDS or any(part.casefold() in _SLOT_WORDS for part in parts)


# One sentence may hold many words that are asked about.
@lru_cache(maxsize=1)
def speaks_of_code(sentence: str) -> bool:
    """Tell whether a sentence is about a program's values, so that "None" and "{}" are words in it."""
    return _CODE.search(sentence) is not None
