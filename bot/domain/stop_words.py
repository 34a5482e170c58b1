"""The words by which customers say stop, in English, German, Italian, Spanish and French. It decides nothing."""

from __future__ import annotations

import re

# What stands around the word and asks for nothing. A bare "no" needs a mark after it: "no para" says that it goes on.
_COURTESY = (
    r"please|pls|plz|just|ok|okay|hey|bot|now|already|immediately|thanks|thank you|at once|edited|no thanks"
    r"|no thank you|(?:no|nope|yes|yeah|non|nein|ja|sì|oui|sí)(?=\s*[,.!;:])|(?:i|we) (?:said|told you|mean it)"
    r"|bitte|jetzt|sofort|danke|endlich|einfach|nein danke|ich (?:sagte|habe gesagt)"
    r"|per favore|per piacere|grazie|adesso|subito|ora|no grazie|ho detto"
    r"|por favor|ya|ahora|gracias|no gracias|he dicho|dije|digo"
    r"|s'il vous pla[iî]t|s'il te pla[iî]t|svp|stp|merci|maintenant|tout de suite|non merci|j'ai dit"
)
_WORD = (
    r"stop|stop (?:it|this|that|all|everything|the bot)|quit|opt ?-?(?:me )?out|unsubscribe(?: me)?|end|enough"
    r"|that's enough|go away|remove me|leave me|no more"
    r"|stopp|halt|aufhören|hör(?:t|en Sie)? auf(?: damit)?|abmelden|abbestellen|schluss(?: damit)?|genug|es reicht"
    r"|lass(?:t)? das|lassen sie das"
    r"|basta(?: così)?|ferma(?:ti|tevi)|si fermi|smetti(?:la)?|smettetela|la smetta|cancellami|disiscrivimi|disiscrivi"
    r"|para(?:d)?|pare(?:n)?|detente|deténgase|parar|dar(?:me)? de baja|baja|darse de baja"
    r"|arrête|arrêtez|arrêtez (?:ça|cela)|arrête ça|ça suffit|cela suffit|assez|désabonner|désinscri(?:re|vez-moi)"
)
ALONE = re.compile(rf"\W*(?:(?:{_COURTESY})\W+)*(?:{_WORD})(?:\W+(?:{_WORD}|{_COURTESY}))*\W*", re.IGNORECASE)
"""A text that is nothing but the word, once or several times, with courtesies around it."""

# Only what is said of nothing but writing: "Charged twice again. Basta!" is about the charge.
_PLAINEST = (
    r"stop|unsubscribe(?: me)?|opt ?-?(?:me )?out|go away|stopp|hör(?:t|en Sie)? auf|smett(?:ila|etela)|la smetta"
    r"|fermatevi|parad|paren|deténganse|arrêtez|arrête"
)
BARE = re.compile(rf"\W*(?:(?:{_COURTESY})\W+)*(?:{_PLAINEST})(?:\W+(?:{_PLAINEST}|{_COURTESY}))*\W*", re.IGNORECASE)
"""A sentence by which a longer text says stop, where it is its first or its last one."""

A_THING_STOPS = re.compile(
    r"\b(?:make|get|have|let|tell|teach) (?:your|the|my|its|an?) (?!bots?\b)[\w-]+"
    r"(?: (?!bots?\b)[\w-]+)? (?:to )?stop\b",
    re.IGNORECASE,
)
"""A wish that something else than we is silent: "make your app stop emailing me"."""
ASKS_HOW = re.compile(
    r"\bhow (?:do|can|could|should|would) (?:i|we)\b|\bhow to\b|\bwhere (?:do|can|could) (?:i|we)\b"
    r"|\bwo (?:stelle|kann|finde|schalte|ändere|geht)\b|\bwie (?:stelle|kann|schalte|ändere|verhindere|geht|mache) "
    r"|\bcome (?:faccio|posso|si) |\bdove (?:posso|si|trovo)\b"
    r"|\bcómo (?:lo|la|los|las|puedo|hago|se|desactivo|evito|arreglo)\b|\bdónde (?:lo|puedo|se)\b"
    r"|\bcomment (?:faire|puis-je|je|on|désactiver|éviter)\b|\boù (?:puis-je|est-ce|se)\b",
    re.IGNORECASE,
)
"""What makes a sentence a question about the product, as long as it does not speak of us."""
OF_US = re.compile(
    r"\b(?:you|bots?|robot|ihr|euch|eure?n?|ihnen|voi|vi|vous|vos|ustedes|usted|os|leave me|in ruhe|in pace|en paz"
    r"|en paix|tranquille)\b",
    re.IGNORECASE,
)

NOTHING_MORE = re.compile(
    rf"\W*(?:(?:{_COURTESY}|you|your|me|us|to|and|or|so|then|again|ever|any ?more|at all|from|here|this|the|make|get"
    r"|these|robot|seriously|really|for the last time|for ever|forever"
    r"|(?:i|we) (?:want|need|asked|told|'d like|would like)"
    r"|can you|could you|would you|will you"
    r"|(?:you are|you're|you|this is) (?:just |only )?an? (?:\w+ )?(?:bot|robot|machine)"
    r"|(?:i|we) (?:do not|don't|dont) (?:need|want) (?:any |your |more )*help"
    r"|mehr|nie|wieder|mir|mich|uns|und|sie|ihr|sollt|sollen|(?:ich|wir) (?:will|wollen|möchten?)"
    r"|ich (?:brauche|will) keine hilfe|(?:du bist|das ist) ein bot|più|mai|e|di|non (?:ho bisogno di|voglio) aiuto"
    r"|sei un bot|más|nunca|y|de|no (?:necesito|quiero) (?:más )?ayuda|eres un bot|plus|jamais|et"
    r"|je n'ai pas besoin d'aide|(?:vous êtes|tu es|c'est) un (?:bot|robot))\W+)*",
    re.IGNORECASE,
)
"""Words beside a stop that ask for nothing; a mark follows each."""
SIGNATURE = re.compile(
    r"(?:^|\s)(?:-- ?\n.*|(?:sent from my|sent via|get outlook for|von meinem|inviato da(?:l mio)?|enviado desde mi"
    r"|envoyé de mon)\s[\w ]{1,30}\W*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What a mail program writes below."""

_TO_US = (
    r"(?:messag|tweet|reply|respond|answer|contact|dm(?:'?)|writ|ping|tagg?|mention|bother|spamm?|harass|annoy|talk"
    r"|text|e-?mail|post)ing"
)
_ME = r"(?:me|us)"
# What a product sends that misbehaves: "no quiero recibir mensajes duplicados".
_OF_THE_PRODUCT = (
    r"duplicad|dobles|repetid|de error|de prueba|publicitari|promocional|por (?:correo|e-?mail|sms)"
    r"|doppi|duplicat|ripetut|di errore|promozional|pubblicitari|via (?:e-?mail|sms)"
    r"|en double|en doublon|d'erreur|de test|publicitaires?|promotionnel|par (?:e-?mail|courriel|sms)"
)
_ENGLISH = (
    r"\bleave (?:me|us) alone\b",
    # Said of somebody else: "did you stop replying to me", "don't stop messaging me".
    r"(?<!\bdid )(?<!\byou )(?<!\bwe )(?<!\bthey )(?<!\bnever )(?<!n't )(?<!\bnot )(?<!\bdont )(?<!\bhas )(?<!\bhave )"
    rf"\bstop {_TO_US}(?: (?:to|at|with))? {_ME}\b"
    r"(?! (?:with|about|when|if|until|unless|twice|a different|the same|the wrong|my|wrong|in|only|invoices?|every|each"
    r"|hourly|daily)\b)",
    r"(?:\bhow (?:do|can) (?:i|we) )?\b(?:can|could|will|would|make|get) you (?:to )?(?:please |just )?"
    rf"stop {_TO_US}(?: (?:to|at|with))? {_ME}\b(?=\W*$|[.!?,;])",
    # "The page will stop responding" is told of a thing.
    rf"(?:^\W*(?:just |now |so )?|[.!?,;:] ?|\b(?:please|pls|you to|bot) )stop {_TO_US}\b(?=\W*$)",
    r"\b(?:stop|enough) with (?:the|these|your|all the|all these) (?:messages|replies|tweets|dms)\b(?=\W*$|[.!,;])",
    r"(?:^\W*|\b(?:please|pls|just|now|and|so) )stop sending (?:me|us) (?:\w+ )?(?:messages?|repl(?:y|ies)|tweets?|dms?"
    r"|posts?|these|this)\b(?=\W*$|[.!,;])",
    r"(?:^|[.!?,;:\n]|\bplease|\bpls|\band|\bwant) ?no more (?:messages|replies|tweets|dms|bots?|answers)\b"
    r"(?! (?:arrive|come|are|in|appear|show|from))",
    r"(?:^|[.!?,;:\n]|\bplease|\bpls|\bjust) ?(?:do not|don't|dont|never)(?: ever| you dare)? "
    r"(?:reply|respond|message|tweet|contact|dm|write|talk|answer|tag|mention|text|bother)(?: (?:to|at|with))?"
    r" (?:me|us)(?: again| any ?more| ever)?\b(?! (?:until|unless|before|with|about|on|by|at|via|through|publicly"
    r"|openly|in (?:the )?(?:public|open))\b)",
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
    # "Ich kann nicht mehr antworten" is a fault of the product.
    r"(?:^|[.!?,;:] ?|\bbitte |\bsoll(?:en|t|st)? (?:sie |ihr )?)(?:mir |mich |uns )?(?:bitte )?"
    r"nicht mehr (?:schreiben|anschreiben|kontaktieren|antworten)\b(?=\W*$|[.!])",
    r"\bdass (?:sie|ihr|du) (?:mir|mich|uns) (?:nicht mehr|nie wieder) "
    r"(?:schreib|anschreib|kontaktier|antwort)\w+(?=\W*$|[.!])",
    r"\b(?:schluss|hör(?:t|en sie)? auf) mit (?:den|diesen|euren|ihren|deinen) (?:nachrichten|antworten|tweets)\b"
    r"(?=\W*$|[.!])",
)
_ITALIAN = (
    r"\blascia(?:mi|temi|teci|ci) (?:in pace|stare)\b|\bmi lasci (?:in pace|stare)\b",
    r"\b(?:smett(?:i|ete|ila|etela)|la smetta|smetta|basta)(?: per favore)? (?:di )?(?:(?:scriver|risponder|contattar"
    r"|disturbar|taggar)(?:mi|ci)\b(?! (?:con|sul|sulla)\b)|(?:mandar|inviar)(?:mi|ci) (?:messaggi|risposte)\b)",
    r"(?:^|[.!?,;:\n]|\bper favore|\bper piacere) ?non (?:(?:mi|ci) (?:scriv(?:a|ete|ere)|rispond(?:a|ete|ere)"
    r"|contatt(?:i|ate|are))|(?:scriver|risponder|contattar)(?:mi|ci)|scrivete(?:mi|ci)|contattate(?:mi|ci)"
    r"|rispondete(?:mi|ci))(?: (?:più|mai più))?(?=\W*$|[.!])",
    r"(?:^|[.!?,;:\n]|\bfavore) ?(?:niente|basta) (?:più )?(?:messaggi|risposte)\b(?=\W*$|[.!])",
    r"\b(?:smett(?:ila|etela)|la smetta|basta) con (?:i|questi|i vostri|le) (?:messaggi|risposte)\b(?=\W*$|[.!])",
    r"\bnon voglio (?:più )?(?:ricevere )?(?:altri )?(?:vostri )?(?:messaggi|risposte)\b"
    rf"(?! (?:{_OF_THE_PRODUCT}))|\bnon voglio più sentirvi\b",
)
_SPANISH = (
    r"\bd[eé]j(?:a|e|en|ad)(?:me|nos) en paz\b|\bdéj(?:a|e|en)(?:me|nos) tranquil[oa]s?\b",
    r"\b(?:d[eé]j(?:a|e|en|ad)|par(?:a|e|en|ad)) de (?:(?:escribir|responder|contestar|contactar|molestar|etiquetar)"
    r"(?:me|nos)\b(?! (?:con|al)\b)|(?:mandar|enviar)(?:me|nos) (?:mensajes|respuestas)\b)",
    r"(?:^|[.!?,;:¡\n]|\bpor favor) ?no (?:me|nos) (?:escrib(?:a|as|an|áis)|respond(?:a|as|an)|contest(?:e|es|en)"
    r"|contact(?:e|es|en)|molest(?:e|es|en)|mand(?:e|es|en) mensajes)(?: (?:más|nunca más))?(?=\W*$|[.!])",
    r"\b(?:no quiero|no queremos) (?:recibir )?(?:más )?(?:mensajes|respuestas)(?: automátic[oa]s)?\b"
    rf"(?! (?:{_OF_THE_PRODUCT}))",
    r"\b(?:basta de|d[eé]j(?:a|e|en|ad) de mandar|par(?:a|e|en|ad) con (?:los|estos|sus|tus)) (?:mensajes|respuestas)\b"
    r"(?=\W*$|[.!])",
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
    r"\bje ne (?:veux|souhaite) plus (?:recevoir (?:de|vos|aucun) |de |vos |aucun )?(?:messages?|réponses?)\b"
    rf"(?! (?:{_OF_THE_PRODUCT}))",
    r"\barrête(?:z)? (?:avec )?(?:vos|tes|avec ces) (?:messages|réponses)\b(?=\W*$|[.!])",
)
SAID = re.compile("|".join((*_ENGLISH, *_GERMAN, *_ITALIAN, *_SPANISH, *_FRENCH)), re.IGNORECASE | re.MULTILINE)
"""A wish that we write no more, anywhere in a text."""
