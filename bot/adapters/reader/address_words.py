"""How people spell an address in five languages: the @, the dot, the endings, and what only looks like one.

Data and patterns only; `addresses.py` decides with them.
"""

from __future__ import annotations

import re


def _endings(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


AT = r"(?:at|ät|@|a commercial|arobase|arrobase|arroba|chiocciola|klammeraffe)"
"""The @ as a word inside brackets."""
PLAIN_AT = r"(?:arobase|arrobase|arroba|chiocciola|klammeraffe)"
"""Words that mean nothing but the @."""
DOT = r"(?:dot|punkt|punto|point|\.)"
GIVEN = re.compile(
    r"(?:\b(?:is|it's|its|ist|est|è|es|sono|soy|use|yes|sure|ja|oui|sì|sí|e-?mail|mail|address|adresse|indirizzo|correo"
    r"|dirección|courriel|(?:reach|contact|find|write|mail|e-?mail) me|erreichbar|scrivetemi|escribidme|écrivez-moi)"
    r"(?: (?:at|on|under|unter|a|à|to))?|:)[\s,:]*[<(\"'«„“*]*$",
    re.IGNORECASE,
)
"""Stands right before an address that is given."""
NOTHING_BEFORE = re.compile(r"(?:^|[.!?\n])\W*(?:(?:@\w{1,50}|hi|hello|hallo|ok|sure|ref \w+)\W+){0,4}$", re.IGNORECASE)
NOTHING_AFTER = re.compile(
    r"^\W*(?:$|[.!?\n]|(?:thanks|thank you|thx|please|danke|bitte|grazie|gracias|merci)\b)", re.IGNORECASE
)
"""With `NOTHING_BEFORE`: a sentence that is nothing but an address."""
VERBS = _endings(
    "look looking work working worked shop shopping buy bought ordered order form page site login log logged sign"
    " signed go be been is am was are live living stay see seen found find checkout support store"
    " arbeite kaufe bestellt"
)
"""Ordinary words before "at", none of them a name: people work and shop at a site."""

MACHINE_TALK = re.compile(
    r"\b(?:ignore|disregard|forget|override|ignoriere|vergiss|ignora|olvida|ignorez|oubliez)\b.{0,60}"
    r"\b(?:instructions?|rules|prompts?|anweisungen|regeln|istruzioni|regole|instrucciones|reglas|consignes|règles)\b"
    r"|\b(?:system|developer) prompt\b|<\|?(?:im_start|system|assistant)\b|\{\{.{0,60}\}\}",
    re.IGNORECASE | re.DOTALL,
)
"""Words to a machine, not to a support team: an address beside them is nobody's answer."""
ROLES = re.compile(
    r"accounts?|admin|billing|care|complaints?|contact|customer(?:care|relations|service)|feedback|hello|help|helpdesk"
    r"|info|mail|office|orders"
    r"|sales|service|support|team"
    r"|buchhaltung|hilfe|kontakt|kundendienst|kundenservice|rechnung|vertrieb"
    r"|aiuto|assistenza|clienti|contatti|servizioclienti|fatturazione"
    r"|ayuda|atencion|atencionalcliente|clientes|contacto|facturacion|soporte|ventas"
    r"|aide|bonjour|contacter|facturation|serviceclient|ventes"
)
"""What stands before the @ of an address that is a company's and not a person's."""
_HEADER = r"(?:from|to|cc|bcc|reply-to|sent|von|an|betreff|da|para|de|à|subject|sender|return-path)"
_WROTE = r"(?:on|am|il|el|le)\b.{0,120}(?:wrote|schrieb.{0,80}|scritto|escribió|écrit)\s*:"
QUOTED = re.compile(
    rf"^[ \t]*(?:>.*|{_HEADER}[ \t]*:.*|{_WROTE})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of a mail that somebody pasted: its marks and its head."""
WEB = re.compile(r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>]+|www\.[^\s<>]+", re.IGNORECASE)
PATH = re.compile(r"^:[^\s:]*/")
"""Stands right after what looks like an address and is a place to copy files from: git@host:acme/app."""
COMMON = _endings(
    "com net org info biz eu io app dev me co uk ie us ca au nz in de at ch it es fr be nl lu li mx ar cl pe se no"
    " dk fi pl pt cz ru ua jp br gmbh shop online name example test"
)
"""Endings that are believed where somebody writes the whole address in words: "look at this dot there" is none."""
FILES = _endings("png jpg jpeg gif svg webp pdf txt log json js ts css html htm csv xml doc docx xls xlsx exe")
"""Endings of file names, as in logo@2x.png; none of them ends a mail host."""
SLIPS = _endings("con cmo ocm comm coom c0m cpm vom xom")
"""Endings that are always a slip of the finger."""
