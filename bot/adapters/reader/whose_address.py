"""Words around an address that say whose it is, in five languages: told about, left behind, or somebody else's.

Data and patterns only; `addresses.py` decides with them. Each is matched with at most `NEAR` characters of the text.
"""

from __future__ import annotations

import re

NEAR = 90
"""So many characters before and after an address say whose it is."""
_FEW = r"(?:[\w#'-]+ ){0,4}"
_MORE = r"(?:[\w#'@.-]+ ){0,4}"
_SOME = r"(?:[^\s,;:!?]*[^\s,;:!?.] ){0,6}"
_WORDS = r"(?: [\w'-]+){0,3}"

_WROTE_TO = (
    r"e-?mailed|mailed|contacted|tried|wrote to|written to|kontaktiert|angeschrieben"
    rf"|(?:sent|sending|e-?mail(?:ed|ing)|mail(?:ed|ing)) {_MORE}to"
    r"|(?:goes|went|going|delivered|forwarded|addressed) to"
    rf"|scritto a|contattato|mandato {_FEW}a|escrito a|escribí a|contactado con|enviado {_FEW}a"
    rf"|écrit à|contacté|envoyé {_FEW}à"
)
_CAME_FROM = (
    r"(?:(?:e-?|hot|web)?mails?|messages?|codes?|repl(?:y|ies)|answers?|spam|phishing|newsletters?|invoices?|links?)"
    r" (?:\w+ )?from"
    rf"|(?:got|gets?|getting|receiv\w+|came|comes|coming|arriv\w+) {_FEW}from"
    r"|(?:e-?mails?|mails?|nachricht(?:en)?|antwort(?:en)?|codes?|post|spam|newsletter|rechnung) von"
    r"|(?:e-?mail|mail|messagg[io]|rispost[ae]|codic[ei]|posta|spam|newsletter) da"
    r"|(?:correos?|e-?mails?|mails?|mensajes?|respuestas?|códigos?|spam|boletín) de"
    r"|(?:e-?mails?|mails?|courriels?|messages?|réponses?|codes?|spams?) (?:venant |provenant )?de"
)
_LEFT_BEHIND = (
    rf"(?:old|former|previous)\b{_WORDS}|(?:old|former|previous) (?:one|address|e-?mail|mail),"
    r"|(?:no longer|lost|can(?:no|')?t) (?:\w+ )?(?:access(?: to)?|use|have|reach|check|get into)"
    r"|(?:don't|do not) (?:use|have|own)"
    rf"|(?:alte[rns]?|frühere[rn]?|ehemalige[rn]?|bisherige[rn]?|alt:)\b{_WORDS}"
    r"|(?:kein(?:en)?|nicht) (?:mehr )?(?:zugriff|zugang)(?: mehr)? (?:auf|zu)|nicht mehr (?:unter|über)"
    rf"|(?:vecchi[oa]|precedente)\b{_WORDS}|non (?:ho|uso|utilizzo) più(?: accesso a)?"
    rf"|(?:antigu[oa]|viej[oa]|anterior)\b{_WORDS}|ya no (?:tengo|uso|utilizo)(?: acceso a)?"
    rf"|(?:ancienne?|précédente?)\b{_WORDS}|n'(?:ai|utilise|use) plus(?: accès à)?|plus (?:d')?accès à"
    r"|instead of|rather than|(?:an)?statt|anstelle von|invece di|al posto di|en vez de|en lugar de|au lieu de"
)
_RELATIVES = (
    r"(?:my|our) (?:co-?worker|colleague|friend|wife|husband|partner|boss|manager|brother|sister|mother|mum|mom|father"
    r"|dad|son|daughter|girlfriend|boyfriend|assistant|employee|client|neighbou?r|accountant|flatmate)(?:'s)?"
    r"|(?:mein|unser)\w{0,2} (?:kolleg(?:e|en|in)|freund(?:in)?|frau|mann|partner(?:in)?|chef(?:in)?|bruder|schwester"
    r"|mutter|vater|sohn|tochter|mitarbeiter(?:in)?|kund(?:e|en|in)|nachbar(?:in)?)s?"
    r"|(?:mi[oa]|nostr[oa]) (?:collega|amic[oa]|moglie|marito|capo|fratello|sorella|madre|padre|figli[oa]|soci[oa]"
    r"|cliente|fidanzat[oa]|ragazz[oa])"
    r"|(?:mi|nuestr[oa]) (?:compañer[oa]|colega|amig[oa]|mujer|espos[oa]|marido|jef[ea]|herman[oa]|madre|padre|hij[oa]"
    r"|novi[oa]|soci[oa]|clienta?)"
    r"|(?:mon|ma|notre) (?:collègue|amie?|femme|mari|chef(?:fe)?|frère|sœur|soeur|mère|père|fils|fille|copain|copine"
    r"|patron(?:ne)?|associée?|cliente?)"
)
_CHANGED_BY_OTHERS = (
    r"(?:logged|signed) in as|(?:account|profile|login) (?:\w+ )?is now"
    r"|(?<!\bi )(?<!\bwe )(?<!'ve )(?<!\bi have )(?<!\bwe have )(?<!\bjust )(?<!address )(?<!address has )(?<!mail )"
    rf"(?<!mail has )changed {_FEW}to"
    rf"|(?:someone|somebody|strangers?|hackers?|th(?:ief|ieves)|they|he|she|was|been|got) {_FEW}(?:changed|switched|set"
    rf"|replaced|moved|linked|logged|signed|registered|uses|using) {_SOME}(?:to|with|into|as|in with)"
    rf"|(?:jemand|unbekannte|hacker|wurde|eingeloggt|angemeldet) {_SOME}(?:auf|in|zu|als)"
    rf"|(?:qualcuno|hacker|ladri|hanno|è stat[oa]) {_SOME}(?:cambiat|sostituit|modificat)[oaie] {_SOME}(?:in|con|a)"
    rf"|(?:alguien|hackers?|ladrones|fue|han) {_SOME}(?:cambi|modific|sustitu)\w+ {_SOME}(?:a|por|en|con)"
    rf"|(?:quelqu'un|pirates?|ils ont|a été) {_SOME}(?:chang|remplac|modifi)\w+ {_SOME}(?:en|par|pour|à)"
)
TOLD_ABOUT = re.compile(
    rf"(?:\b(?:{_WROTE_TO}|{_CAME_FROM}|{_LEFT_BEHIND}|{_CHANGED_BY_OTHERS}"
    rf"|(?:{_RELATIVES}){_WORDS}"
    # An address that is taken back at once: "not anna@…, but …"
    r"|not|nicht|no es|non è|pas|never|nie|not at)"
    r")[\s:]*[<(\"'«„“]?$",
    re.IGNORECASE,
)
"""Stands right before an address that is told about and is not the customer's, or no longer."""
SENT_BY_THEM = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:\w+ )?(?:sent|wrote|written|mailed|e-?mailed)\b[^.!?@]{0,40} from[\s:]*$",
    re.IGNORECASE,
)
"""Stands right before the address from which the customer wrote."""
TOLD_AFTER = re.compile(
    r"^[>)\"'»“”\s,]*(?:(?:schon |bereits |zweimal |auch |gestern |heute ){0,3}"
    r"(?:geschrieben|gemailt|geschickt|kontaktiert|angeschrieben|gewandt)"
    r"|wrote:|writes:|schrieb|ha scritto|escribió|a écrit"
    r"|(?:never|does not|doesn't|did not|didn't) (?:answer|reply)|bounces|keeps (?:spamming|writing|mailing)"
    r"|(?:is|works|exists) no longer|no longer|(?:is not|isn't|does not|doesn't) (?:\w+ ){0,2}(?:any ?more|mine)"
    r"|\(?(?:old|alt|vecchi[oa]|antigu[oa]|viej[oa]|ancienne?)\)?(?:[\s,.;]|$)"
    r"|(?:gilt|geht|existiert|funktioniert|gibt es|ist|habe ich|nutze ich) nicht mehr|gehört mir nicht|habe ich kein"
    r"|non (?:è|esiste|funziona|vale) più|ya no (?:es|existe|funciona|vale)|n'(?:est|existe) plus|ne (?:marche|va) plus"
    r"|(?:is|ist|è|es|est) (?:not (?:me|mine)|nicht (?:meine|von mir)|(?:my|our|meine?|la mia|il mio|mi|ma|mon) (?:old"
    r"|alte|vecchi[oa]|antigu[oa]|ancienne?|colleague|friend|wife|husband|boss)))",
    re.IGNORECASE,
)
"""Stands right after such an address."""
CORRECTED = re.compile(
    r"\b(?:sorry|correction|i mean|i meant|should be|typo|instead|rather|korrektur|ich meine|ich meinte|sondern"
    r"|richtig ist|vertippt|scusi|scusa|intendevo|anzi|corretto|perdón|quise decir|quería decir|corrección"
    r"|pardon|je voulais dire|plutôt|désolée?|new (?:one|address|e-?mail|mail)|neue? (?:adresse|e-?mail|mail)|neu(?=:)"
    r"|nuov[oa]|nuev[oa]|nouvelle|nouveau)\b|\*$",
    re.IGNORECASE,
)
"""Stands between two addresses of which the second one holds."""
MOVED = re.compile(
    r"[\s>)\"'»“”,]*(?:to|into|with|by|auf|zu|in|durch|a|à|con|por|par|en|->|=>|→|➡️?)[\s<(\"'«„“]*", re.IGNORECASE
)
"""All that stands between an address and the one that takes its place, where `CHANGES` is in the text."""
CHANGES = re.compile(
    r"\b(?:chang|updat|switch|mov|replac|correct|änder|umstell|umzieh|wechs|ersetz|cambi|modific|aggiorn|sostitu"
    r"|actualiz|sustitu|modifi|remplac|mettre à jour)|->|=>|→",
    re.IGNORECASE,
)
"""A wish that one thing takes the place of another."""
STOLEN = re.compile(
    r"\b(?:hack|stolen|taken over|broke into|got into|gehackt|gestohlen|übernommen|rubat|hackerat|robad|robaron|hackead"
    r"|volé|pirat|(?:someone|somebody) (?:else )?(?:has |have )?(?:changed|took|logged))",
    re.IGNORECASE,
)
"""Somebody else has been at the account: an address that is there now is theirs."""
IS_NOW = re.compile(
    r"\b(?:is|are|ist|è|es|est) (?:now|suddenly|jetzt|nun|plötzlich|adesso|ora|ahora|maintenant)[\s:]*[<(\"'«„“]?$",
    re.IGNORECASE,
)
"""Stands right before what an address is now."""
