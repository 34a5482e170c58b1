"""Sentences by which customers wish that we write no more, in five languages. It decides nothing."""

from __future__ import annotations

import re

_TO_US = (
    r"(?:messag|tweet|reply|respond|answer|contact|dm(?:'?)|writ|ping|tagg?|mention|bother|spamm?|harass|annoy|talk"
    r"|text|e-?mail|post)ing"
)
_ME = r"(?:me|us)"
_ANSWERING = r"(?:reply|respond|answer|react|comment)ing"
_POSTS = r"(?:tweets?|posts?|messages?|comments?|beiträge|nachrichten|messaggi|publicaciones|mensajes|publications)"
_POLITE = (
    r"please|pls|plz|thanks|thank you|thx|now|already|immediately|at once|again|any ?more|ok|okay|bot"
    r"|bitte|(?:vielen )?dank|danke|jetzt|sofort|endlich|per favore|per piacere|grazie|adesso|subito|ora"
    r"|por favor|(?:muchas )?gracias|ya|ahora|s'il (?:vous|te) pla[iî]t|svp|stp|merci(?: d'avance)?|maintenant"
)
_POLITELY = rf"(?:[\s,;:–-]+(?:{_POLITE})(?!\w))*"
_END = rf"\b(?={_POLITELY}(?:\W*$|[.!]))"
"""Where a sentence ends, perhaps after a polite word."""
_END_ALONE = rf"\b(?={_POLITELY}\W*$)"
_END_OR_COMMA = rf"\b(?={_POLITELY}(?:\W*$|[.!?,;]))"
# What a product sends that misbehaves: "no quiero recibir mensajes duplicados".
_OF_THE_PRODUCT = (
    r"duplicad|dobles|repetid|de error|de prueba|publicitari|promocional|por (?:correo|e-?mail|sms)"
    r"|doppi|duplicat|ripetut|di errore|promozional|pubblicitari|via (?:e-?mail|sms)"
    r"|en double|en doublon|d'erreur|de test|publicitaires?|promotionnel|par (?:e-?mail|courriel|sms)"
)
_ENGLISH = (
    r"\b(?:why )?(?:won't|will|can't|can|could|would) you (?:please |just )?leave (?:me|us) (?:alone|be)\b",
    # "Your debt collectors won't leave me alone" is told of somebody else.
    r"(?<!n't )(?<!\bnot )(?<!\bnever )(?<!\bto )(?<!\bthey )(?<!\bthem )\bleave (?:me|us) (?:alone|be|in peace)\b",
    r"\b(?:you|bot) (?:just |really )?(?:to|won't|will not|don't|do not|can't|never) leave (?:me|us) (?:alone|be)\b",
    # Said of somebody else: "did you stop replying to me", "don't stop messaging me".
    r"(?<!\bdid )(?<!\byou )(?<!\bwe )(?<!\bthey )(?<!\bnever )(?<!n't )(?<!\bnot )(?<!\bdont )(?<!\bhas )(?<!\bhave )"
    rf"\b(?:stop|quit) (?:{_TO_US}(?: (?:to|at|with))? {_ME}|{_ANSWERING}(?: to)? my (?:every )?{_POSTS})\b"
    r"(?! (?:with|about|when|if|until|unless|twice|a different|the same|the wrong|my|wrong|in|only|invoices?|every|each"
    r"|hourly|daily)\b)",
    r"(?:\bhow (?:do|can) (?:i|we) )?\b(?:can|could|will|would|make|get) you (?:to )?(?:please |just )?"
    rf"stop {_TO_US}(?: (?:to|at|with))? {_ME}{_END_OR_COMMA}",
    # "The page will stop responding" is told of a thing.
    rf"(?:^\W*(?:just |now |so )?|[.!?,;:] ?|\b(?:please|pls|you to|bot) )stop {_TO_US}{_END_ALONE}",
    rf"\b(?:stop|enough) with (?:the|these|your|all the|all these) (?:messages|replies|tweets|dms){_END_OR_COMMA}",
    rf"\b(?:stop|quit) (?:sending )?(?:these|those|your|all these|the) (?:automated|automatic|bot|stupid|annoying)"
    rf" (?:messages|replies|tweets|dms|answers|responses){_END_OR_COMMA}",
    rf"(?:^\W*|\bplease )stop (?:these|your) (?:messages|replies|tweets|dms){_END_OR_COMMA}",
    r"(?:^\W*|[.!?;] )stop (?:it|this|that)(?: already| now)?[,;:-]+ (?=(?:your|this|the|you) (?:\w+ )?(?:ro)?bot\b)",
    r"(?:^\W*|\b(?:please|pls|just|now|and|so) )stop sending (?:me|us) (?:\w+ )?(?:messages?|repl(?:y|ies)|tweets?|dms?"
    rf"|posts?|these|this){_END_OR_COMMA}",
    r"(?:^|[.!?,;:\n]|\bplease|\bpls|\band|\bwant) ?no more (?:automated |automatic |bot )?"
    r"(?:messages|replies|tweets|dms|bots?|answers)\b"
    r"(?! (?:arrive|come|are|in|appear|show|from))",
    r"(?:^|[.!?,;:\n]|\bplease|\bpls|\bjust) ?(?:do not|don't|dont|never)(?: ever| you dare)? "
    r"(?:reply|respond|message|tweet|contact|dm|write|talk|answer|tag|mention|text|bother)(?: (?:to|at|with))?"
    r" (?:me|us)(?: again| any ?more| ever)?\b(?! (?:until|unless|before|with|about|on|by|at|via|through|publicly"
    r"|openly|in (?:the )?(?:public|open))\b)",
    r"\b(?:i|we) (?:do not|don't|dont) want (?:to hear (?:from|of) you|(?:any )?(?:more )?(?:messages|replies|tweets"
    r"|dms|answers)(?: from (?:you|a bot|this bot))?)\b(?! (?:to|about|in|on)\b)",
    rf"\b(?:i|we) (?:do not|don't|dont) want to be (?:contacted|messaged|texted|tagged|written to){_END_OR_COMMA}",
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
    rf"(?: (?:mir|uns|mich|bitte))* (?:nicht|nie)(?: mehr| wieder| mehr wieder)?{_END}",
    r"(?:^|[.!?,;:\n]|\bbitte) ?keine (?:weiteren )?(?:nachrichten|antworten|dms|tweets)(?: mehr)?(?: bitte)?"
    rf"{_END}",
    r"\b(?:ich will|ich möchte|wir wollen|wir möchten) (?:nichts mehr von (?:euch|ihnen|dir) hören"
    r"|keine (?:weiteren )?(?:nachrichten|antworten)(?: mehr)?)\b",
    r"\b(?:ich|wir) (?:will|wollen|möchte|möchten) (?:bitte )?(?:nicht mehr|nie wieder|nicht) "
    rf"(?:von (?:euch|ihnen|dir) )?(?:kontaktiert|angeschrieben|belästigt) werden{_END}",
    rf"\bhör(?:t|en sie)? (?:bitte |endlich )?auf,? auf meine {_POSTS} zu (?:antworten|reagieren){_END}",
    # "Ich kann nicht mehr antworten" is a fault of the product.
    r"(?:^|[.!?,;:] ?|\bbitte |\bsoll(?:en|t|st)? (?:sie |ihr )?)(?:mir |mich |uns )?(?:bitte )?"
    rf"nicht mehr (?:schreiben|anschreiben|kontaktieren|antworten){_END}",
    r"\bdass (?:sie|ihr|du) (?:mir|mich|uns) (?:nicht mehr|nie wieder) "
    rf"(?:schreib|anschreib|kontaktier|antwort)\w+{_END}",
    r"\b(?:schluss|hör(?:t|en sie)? auf) mit (?:den|diesen|euren|ihren|deinen) (?:nachrichten|antworten|tweets)\b"
    rf"{_END}",
)
_ITALIAN = (
    r"\blascia(?:mi|temi|teci|ci) (?:in pace|stare)\b|\bmi lasci (?:in pace|stare)\b",
    r"\b(?:smett(?:i|ete|ila|etela)|la smetta|smetta|basta)(?: per favore)? (?:di )?(?:(?:scriver|risponder|contattar"
    r"|disturbar|taggar)(?:mi|ci)\b(?! (?:con|sul|sulla)\b)|(?:mandar|inviar)(?:mi|ci) (?:messaggi|risposte)\b)",
    r"(?:^|[.!?,;:\n]|\bper favore|\bper piacere) ?non (?:(?:mi|ci) (?:scriv(?:a|ete|ere)|rispond(?:a|ete|ere)"
    r"|contatt(?:i|ate|are))|(?:scriver|risponder|contattar)(?:mi|ci)|scrivete(?:mi|ci)|contattate(?:mi|ci)"
    rf"|rispondete(?:mi|ci))(?: (?:più|mai più))?{_END}",
    rf"(?:^|[.!?,;:\n]|\bfavore) ?(?:niente|basta) (?:più )?(?:messaggi|risposte){_END}",
    rf"\b(?:smett(?:ila|etela)|la smetta|basta) con (?:i|questi|i vostri|le) (?:messaggi|risposte){_END}",
    rf"\b(?:smett(?:i|ete|ila|etela)|la smetta|smetta)(?: per favore)? di (?:rispondere|scrivere)"
    rf"(?: a(?:i miei|lle mie) {_POSTS})?{_END}",
    rf"\bnon (?:voglio|vogliamo) (?:più )?essere (?:più )?(?:contattat|disturbat)[oaie]{_END}",
    r"\bnon voglio (?:più )?(?:ricevere )?(?:altri )?(?:vostri )?(?:messaggi|risposte)\b"
    rf"(?! (?:{_OF_THE_PRODUCT}))|\bnon voglio più sentirvi\b",
)
_SPANISH = (
    r"\bd[eé]j(?:a|e|en|ad)(?:me|nos) en paz\b|\bdéj(?:a|e|en)(?:me|nos) tranquil[oa]s?\b",
    r"\b(?:d[eé]j(?:a|e|en|ad)|par(?:a|e|en|ad)) de (?:(?:escribir|responder|contestar|contactar|molestar|etiquetar)"
    r"(?:me|nos)\b(?! (?:con|al)\b)|(?:mandar|enviar)(?:me|nos) (?:mensajes|respuestas)\b)",
    r"(?:^|[.!?,;:¡\n]|\bpor favor) ?no (?:me|nos) (?:escrib(?:a|as|an|áis)|respond(?:a|as|an)|contest(?:e|es|en)"
    rf"|contact(?:e|es|en)|molest(?:e|es|en)|mand(?:e|es|en) mensajes)(?: (?:más|nunca más))?{_END}",
    r"\b(?:no quiero|no queremos) (?:recibir )?(?:más )?(?:mensajes|respuestas)(?: automátic[oa]s)?\b"
    rf"(?! (?:{_OF_THE_PRODUCT}))",
    r"\b(?:basta de|d[eé]j(?:a|e|en|ad) de mandar|par(?:a|e|en|ad) con (?:los|estos|sus|tus)) (?:mensajes|respuestas)\b"
    rf"{_END}",
    r"\b(?:no quiero|no queremos) que (?:me|nos) (?:escrib(?:a|as|an|áis)|contact(?:e|es|en|éis)|respond(?:a|as|an)"
    rf"|molest(?:e|es|en))(?: más| nunca más)?{_END}",
    rf"\b(?:no quiero|no queremos) ser (?:más )?contactad[oa]s?{_END}",
    # "La app deja de responder" is told of a thing.
    r"(?:^|[.!?,;:¡]|\bfavor) ?(?:d[eé]j(?:a|e|en|ad)|par(?:a|e|en|ad)) de (?:responder|contestar)"
    rf"(?: a mis {_POSTS})?{_END}",
    r"\bno quiero saber nada más de ustedes\b",
    rf"(?:^|[.!?,;:¡\n]) ?no más (?:mensajes|respuestas){_END}",
)
_FRENCH = (
    r"\blaisse(?:z)?[- ](?:moi|nous) (?:tranquille|en paz|en paix)s?\b|\b(?:fiche|foute|fous)(?:z)?[- ]moi la paix\b",
    r"\b(?:merci de|veuillez|prière de|je vous (?:prie|demande) de) ne plus (?:m'|me |nous )"
    rf"(?:écrire|répondre|contacter|déranger|envoyer de messages){_END}",
    rf"\b(?:arrête|cesse)(?:z)? de (?:répondre|réagir) à (?:mes|tous mes) {_POSTS}{_END}",
    rf"(?:^|[.!?,;:]) ?lâche(?:z)?[- ](?:moi|nous)(?: la grappe| les baskets)?{_END}",
    r"\b(?:arrête|cesse)(?:z)? de (?:m'|me |nous )"
    r"(?:écrire|répondre|contacter|envoyer des messages|harceler|déranger|taguer)\b"
    r"(?! (?:avec|au|sur|pour)\b)",
    r"(?:^|[.!?,;:\n]|\bsvp|\bpla[iî]t) ?ne (?:m'|me |nous )(?:écri(?:vez|s)|répond(?:ez|s)|contacte(?:z|s)?) (?:plus"
    rf"|pas|jamais|plus jamais){_END}",
    rf"(?:^|[.!?,;:\n]|\bsvp|\bpla[iî]t) ?plus (?:de |aucun |aucune )(?:messages?|réponses?){_END}",
    r"\bje ne (?:veux|souhaite) plus (?:recevoir (?:de|vos|aucun) |de |vos |aucun )?(?:messages?|réponses?)\b"
    rf"(?! (?:{_OF_THE_PRODUCT}))",
    rf"\barrête(?:z)? (?:avec )?(?:vos|tes|avec ces) (?:messages|réponses){_END}",
)
SAID = re.compile("|".join((*_ENGLISH, *_GERMAN, *_ITALIAN, *_SPANISH, *_FRENCH)), re.IGNORECASE | re.MULTILINE)
"""A wish that we write no more, anywhere in a text."""

SENT_OTHERWISE = re.compile(r"\b(?:stop|quit) (?:e-?mailing|texting|mailing) (?:me|us)\b", re.IGNORECASE)
"""A stop that is perhaps about mail or text messages which are not the bot's: only a human can end those."""
