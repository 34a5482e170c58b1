"""Tells whether a customer said stop: that they want to hear nothing more from us.

Pure. It must never take a wish about the product for it: "stop charging me" is a request for help, not a farewell.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans("’‘´`ʼ", "'''''")
_LINK_OR_HANDLE = re.compile(r"(?:https?://|www\.)\S+|<?[@＠#][\w|]+>?")

# A text that is nothing but the word, with courtesies around it.
_COURTESY = (
    r"(?:please|pls|plz|just|ok|okay|hey|bot|now|already|immediately|thanks|thank you|at once|bitte|jetzt|sofort|danke"
    r"|endlich|einfach|per favore|per piacere|grazie|adesso|subito|ora|por favor|ya|ahora|gracias|s'il vous pla[iî]t"
    r"|s'il te pla[iî]t|svp|stp|merci|maintenant|tout de suite)"
)
_ALONE = re.compile(
    rf"\W*(?:{_COURTESY}\W+)*(?:"
    r"stop|stop (?:it|this|that|all|everything|bot|the bot)|quit|opt ?-?(?:me )?out|unsubscribe(?: me)?|end|enough"
    r"|that's enough|go away|remove me|leave me|no more"
    r"|stopp|halt|aufhören|hör(?:t|en Sie)? auf(?: damit)?|abmelden|abbestellen|schluss(?: damit)?|genug|es reicht"
    r"|lass(?:t)? das|lassen sie das"
    r"|basta(?: così)?|ferma(?:ti|tevi)|si fermi|smetti(?:la)?|smettetela|la smetta|cancellami|disiscrivimi|disiscrivi"
    r"|para(?:d)?|pare(?:n)?|detente|deténgase|basta ya|ya basta|parar|dar(?:me)? de baja|baja|darse de baja"
    r"|arrête|arrêtez|arrêtez (?:ça|cela)|arrête ça|ça suffit|cela suffit|assez|désabonner|désinscri(?:re|vez-moi)"
    rf")(?:\W+{_COURTESY})*\W*",
    re.IGNORECASE,
)

_TO_US = (
    r"(?:messag|tweet|reply|respond|answer|contact|dm(?:'?)|writ|ping|tagg?|mention|bother|spamm?|harass|annoy|talk"
    r"|text|e-?mail|post)ing"
)
_ME = r"(?:me|us)"
_ENGLISH = (
    r"\bleave (?:me|us) alone\b",
    # Said of somebody else: "did you stop replying to me", "don't stop messaging me".
    r"(?<!\bdid )(?<!\byou )(?<!\bwe )(?<!\bthey )(?<!\bnever )(?<!n't )(?<!\bnot )(?<!\bdont )(?<!\bhas )(?<!\bhave )"
    rf"\bstop {_TO_US}(?: (?:to|at|with))? {_ME}\b"
    r"(?! (?:with|about|when|if|until|unless|twice|a different|the same|the wrong|my|wrong|in|only|invoices?)\b)",
    r"(?<!\bdid )(?<!\byou )(?<!\bwe )(?<!\bthey )(?<!\bnever )(?<!n't )(?<!\bnot )(?<!\bdont )"
    rf"\bstop (?:{_TO_US})\b(?=\W*$)",
    r"(?:^\W*|\b(?:please|pls|just|now|and|so) )stop sending (?:me|us) (?:\w+ )?(?:messages?|repl(?:y|ies)|tweets?|dms?"
    r"|posts?|these|this)\b(?=\W*$|[.!,;])",
    r"(?:^|[.!?,;:\n]|\bplease|\bpls|\band|\bwant) ?no more (?:messages|replies|tweets|dms|bots?|answers)\b"
    r"(?! (?:arrive|come|are|in|appear|show|from))",
    r"(?:^|[.!?,;:\n]|\bplease|\bpls|\bjust) ?(?:do not|don't|dont|never)(?: ever| you dare)? "
    r"(?:reply|respond|message|tweet|contact|dm|write|talk|answer|tag|mention|text|bother)(?: (?:to|at|with))?"
    r" (?:me|us)(?: again| any ?more| ever)?\b(?! (?:until|unless|before|with|about|on|by|at|via|through)\b)",
    r"\b(?:i|we) (?:do not|don't|dont) want (?:to hear (?:from|of) you|(?:any )?(?:more )?(?:messages|replies|tweets"
    r"|dms|answers)(?: from (?:you|a bot|this bot))?)\b(?! (?:to|about|in|on)\b)",
    r"\bopt (?:me|us) out\b(?! of (?!(?:this|these|your|the) (?:messages|replies|tweets|dms|bot)))",
    r"\b(?:take|remove) me (?:off|from) (?:your|this|the) (?:contact |contacts |message |messaging )?list\b",
)
_GERMAN = (
    r"\blass(?:t|en sie)? (?:mich|uns)(?: (?:bitte|einfach|endlich|doch))* in (?:ruhe|frieden)\b",
    r"\b(?:hör(?:t|en sie)?)(?: (?:bitte|endlich|doch|jetzt))* auf,? (?:mir|uns|mich)(?: \w+)? zu"
    r" (?:schreiben|antworten|kontaktieren|nerven|belästigen|twittern)\b",
    r"\b(?:hör(?:t|en sie)?)(?: (?:bitte|endlich|doch|jetzt))* auf,? (?:mich|uns)(?: \w+)? (?:anzuschreiben"
    r"|zu kontaktieren|zu nerven|zu belästigen)\b",
    r"(?:^|[.!?,;:\n]|\bbitte) ?(?:schreib(?:t|en sie)?|antworte(?:t|n sie)?|kontaktier(?:e|t|en sie)?)"
    r"(?: (?:mir|uns|mich|bitte))* (?:nicht|nie)(?: mehr| wieder| mehr wieder)?\b(?=\W*$|[.!])",
    r"(?:^|[.!?,;:\n]|\bbitte) ?keine (?:weiteren )?(?:nachrichten|antworten|dms|tweets)(?: mehr)?(?: bitte)?"
    r"(?=\W*$|[.!])",
    r"\b(?:ich will|ich möchte|wir wollen|wir möchten) (?:nichts mehr von (?:euch|ihnen|dir) hören"
    r"|keine (?:weiteren )?(?:nachrichten|antworten)(?: mehr)?)\b",
    r"\bnicht mehr (?:anschreiben|kontaktieren|antworten)\b(?=\W*$|[.!])",
)
_ITALIAN = (
    r"\blascia(?:mi|temi|teci|ci) (?:in pace|stare)\b|\bmi lasci (?:in pace|stare)\b",
    r"\b(?:smett(?:i|ete|ila|etela)|la smetta|smetta|basta)(?: per favore)? (?:di )?(?:(?:scriver|risponder|contattar"
    r"|disturbar|taggar)(?:mi|ci)\b(?! (?:con|sul|sulla)\b)|(?:mandar|inviar)(?:mi|ci) (?:messaggi|risposte)\b)",
    r"(?:^|[.!?,;:\n]|\bper favore|\bper piacere) ?non (?:(?:mi|ci) (?:scriv(?:a|ete|ere)|rispond(?:a|ete|ere)"
    r"|contatt(?:i|ate|are))|(?:scriver|risponder|contattar)(?:mi|ci)|scrivete(?:mi|ci)|contattate(?:mi|ci)"
    r"|rispondete(?:mi|ci))(?: (?:più|mai più))?(?=\W*$|[.!])",
    r"(?:^|[.!?,;:\n]|\bfavore) ?(?:niente|basta) (?:più )?(?:messaggi|risposte)\b(?=\W*$|[.!])",
    r"\bnon voglio (?:più )?(?:ricevere )?(?:altri )?(?:vostri )?(?:messaggi|risposte)\b|\bnon voglio più sentirvi\b",
)
_SPANISH = (
    r"\bd[eé]j(?:a|e|en|ad)(?:me|nos) en paz\b|\bdéj(?:a|e|en)(?:me|nos) tranquil[oa]s?\b",
    r"\bd[eé]j(?:a|e|en|ad) de (?:(?:escribir|responder|contestar|contactar|molestar|etiquetar)(?:me|nos)\b"
    r"(?! (?:con|al)\b)|(?:mandar|enviar)(?:me|nos) (?:mensajes|respuestas)\b)",
    r"(?:^|[.!?,;:¡\n]|\bpor favor) ?no (?:me|nos) (?:escrib(?:a|as|an|áis)|respond(?:a|as|an)|contest(?:e|es|en)"
    r"|contact(?:e|es|en)|molest(?:e|es|en)|mand(?:e|es|en) mensajes)(?: (?:más|nunca más))?(?=\W*$|[.!])",
    r"\b(?:no quiero|no queremos) (?:recibir )?(?:más )?(?:mensajes|respuestas)\b",
    r"\bno quiero saber nada más de ustedes\b",
    r"(?:^|[.!?,;:¡\n]) ?no más (?:mensajes|respuestas)\b(?=\W*$|[.!])",
)
_FRENCH = (
    r"\blaisse(?:z)?[- ](?:moi|nous) (?:tranquille|en paz|en paix)s?\b|\bfiche(?:z)?[- ]moi la paix\b",
    r"\barrête(?:z)? de (?:m'|me |nous )(?:écrire|répondre|contacter|envoyer des messages|harceler|déranger|taguer)\b"
    r"(?! (?:avec|au|sur|pour)\b)",
    r"(?:^|[.!?,;:\n]|\bsvp|\bpla[iî]t) ?ne (?:m'|me |nous )(?:écri(?:vez|s)|répond(?:ez|s)|contacte(?:z|s)?) (?:plus"
    r"|pas|jamais|plus jamais)(?=\W*$|[.!])",
    r"(?:^|[.!?,;:\n]|\bsvp|\bpla[iî]t) ?plus (?:de |aucun |aucune )(?:messages?|réponses?)(?=\W*$|[.!])",
    r"\bje ne (?:veux|souhaite) plus (?:recevoir (?:de|vos|aucun) |de |vos |aucun )?(?:messages?|réponses?)\b",
)
_SAID = re.compile("|".join((*_ENGLISH, *_GERMAN, *_ITALIAN, *_SPANISH, *_FRENCH)), re.IGNORECASE | re.MULTILINE)


def says_stop(text: str) -> bool:
    """Tell whether a customer asks us to write no more, in English, German, Italian, Spanish or French.

    `text` is a mention as it came; handles, hashtags and links in it do not count.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    plain = " ".join(_LINK_OR_HANDLE.sub(" ", plain).split())
    return _ALONE.fullmatch(plain) is not None or _SAID.search(plain) is not None
