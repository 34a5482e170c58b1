"""The words by which customers say stop, in English, German, Italian, Spanish and French. It decides nothing.

Whole sentences that wish it are in `stop_wishes.py`.
"""

from __future__ import annotations

import re

# What stands around the word and asks for nothing. A bare "no" needs a mark after it: "no para" says that it goes on.
_COURTESY = (
    r"please|pls|plz|kindly|just|ok|okay|hey|bot|now|already|immediately|thanks|thank you|at once|edited|no thanks"
    r"|no thank you|(?:no|nope|yes|yeah|non|nein|ja|sì|oui|sí)(?=\s*[,.!;:])|(?:i|we) (?:said|told you|mean it)"
    r"|bitte|jetzt|sofort|danke|endlich|einfach|nein danke|ich (?:sagte|habe gesagt)"
    r"|per favore|per piacere|grazie|adesso|subito|ora|no grazie|ho detto"
    r"|por favor|ya|ahora|gracias|no gracias|he dicho|dije|digo"
    r"|s'il vous pla[iî]t|s'il te pla[iî]t|svp|stp|merci|maintenant|tout de suite|non merci|j'ai dit"
)
_WORD = (
    r"stop|stop (?:it|this|that|all|everything|the bot)|quit|opt ?-?(?:me )?out|unsubscribe(?: me)?|end|enough"
    r"|that's enough|go away|remove me|leave me|leave me be|no more|you (?:can|may|should|must) stop"
    r"|(?:do not|don't|dont) (?:reply|respond|answer)|shut up|(?:fuck|piss|back|bugger|sod) off"
    r"|stopp|halt|aufhören|hör(?:t|en Sie)? auf(?: damit)?|abmelden|abbestellen|schluss(?: damit)?|genug|es reicht"
    r"|lass(?:t)? das|lassen sie das|nicht (?:mehr )?(?:antworten|schreiben)|verpiss dich|verpisst euch"
    r"|halt(?:et)? (?:die klappe|den mund|das maul)|halt's maul"
    r"|basta(?: così)?|ferma(?:ti|tevi)|si fermi|smetti(?:la)?|smettetela|la smetta|cancellami|disiscrivimi|disiscrivi"
    r"|para(?:d)?|pare(?:n)?|detente|deténgase|parar|dar(?:me)? de baja|baja|darse de baja"
    r"|arrête|arrêtez|arrêtez (?:ça|cela)|arrête ça|ça suffit|cela suffit|assez|désabonner|désinscri(?:re|vez-moi)"
    r"|lâche(?:z)?-moi|ta gueule|ferme(?:z)?-la"
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
    r"|(?:your|this|the) (?:bot|robot) is (?:so |really |very )?annoying"
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
