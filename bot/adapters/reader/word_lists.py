"""The words by which the reader goes: trouble, wishes, thanks, anger, advertising, stop. English, and no decisions."""

from __future__ import annotations

import re
from re import Pattern


def _any_of(*alternatives: str) -> Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(alternatives)})(?![^\W_])", re.IGNORECASE)


def _split(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Taken out before trouble is looked for: the words of trouble, said in joy or in passing.
NO_TROUBLE = _any_of(
    r"no (?:problems?|worries|issues?|complaints?)",
    r"not a problem",
    r"can(?:'?t|not) (?:thank|praise|recommend)",
    r"can(?:'?t|not) wait",
    r"could ?n'?t be (?:happier|better)",
    r"never (?:been|felt) (?:better|happier)",
    r"nothing but (?:good|great|praise|love)",
    r"nothing short of",
    r"not only",
    r"wait no more",
)
TROUBLE = _any_of(
    r"\w+n't|cant|dont|doesnt|didnt|wont|isnt|not|never|cannot|no longer|no one|nobody|nothing|unable|without",
    r"brok\w*|break(?:s|ing)?|bugs?|buggy|errors?|fail\w*|crash\w*|issues?|problem\w*|trouble\w*|stuck|wrong\w*",
    r"missing|lost|los(?:e|ing)|gone|disappear\w*|vanish\w*|delet\w+|empty|blank|slow\w*|down|outage|offline",
    r"freez\w*|froze\w*|hangs?|hanging|glitch\w*|stopped|timed? ?out|invalid|expired?|incorrect|corrupt\w*",
    r"charg(?:ed?|es|ing)|overcharg\w*|refunds?|refunded|cancel\w*|declin\w*|reject\w*|den(?:y|ied)|refus\w*",
    r"locked|block\w*|suspend\w*|hack\w*|stolen|fraud\w*|scam\w*|spam\w*|complain\w*|late|delay\w*|wait(?:ed|ing)",
    r"damag\w*|faulty|defect\w*|useless|terrible|worst|worse|bad|poor|awful|horrible|ridiculous|unacceptable",
    r"disappoint\w*|frustrat\w*|annoy\w*|angry|upset|sucks?|trash|garbage|rubbish|joke|rude|ignor\w*|hate",
    r"thanks for nothing|so much for",
)
WISH = _any_of(
    r"help|please|pls|plz|need(?:s|ed)?|wants?|wish|would like|i'd like|could you|can (?:you|i|we|someone|anyone)",
    r"would you|any(?:one|body) know|how (?:do|to|can|does|long|much|many|come)|is there|are there|any way|any chance",
    r"looking for|trying to|tell me|let me know|dm me|call me|contact me|explain|question|asap|urgent|in advance",
    r"wondering|should be (?:able|possible)|feature request|advice|advise|suggestions?",
    r"(?:would|i'd) appreciate|would be (?:nice|great|good)|should",
)
QUESTION_START = re.compile(
    r"\s*(?:hi|hey|hello)?[\s,]*(?:what|when|where|who|which|why|how|is|are|do|does|did|can|could|will|would|should)\b",
    re.IGNORECASE,
)
THANKS = _any_of(r"thank(?:s|you)?|thank you|thx|tnx|ty|tysm|cheers|kudos|props|danke|merci|gracias|appreciat\w+")
PRAISE = _any_of(
    r"love[ds]?|loving|great|awesome|amazing|brilliant|excellent|perfect(?:ly)?|nice(?:ly)?|best|wonderful|fantastic",
    r"well done|good (?:job|work)|superb|impress\w+|happy|glad|recommend\w*|shout ?out|beautiful|congrat\w*|bravo",
    r"a pleasure|delight\w*|outstanding|helpful|works? (?:now|again|great|fine)|it works|that worked|worked|solved",
    r"resolved|sorted|fixed it|all good|all set|super|smooth(?:ly)?",
)
JOYFUL = re.compile("[❤♥👍🙏😍🥰😊😀😃😄😁🎉👏🙌💯🔥✨💙💚💛🧡💜🤩]")
# Complete answers that only close a conversation.
NODS = _split("ok okay k kk great perfect super nice cool understood noted roger alright")
FILLING = _split("ok okay oh ah wow so hey hi hello guys all everyone team you your very much really a the that it is")

ANGER = _any_of(
    r"ridiculous|unacceptable|disgust\w*|disgrace\w*|furious|outrag\w*|worst|pathetic|useless|garbage|trash|terrible",
    r"horrible|horrendous|appalling|shambles|awful|sucks?|hate|angry|pissed|livid|wtf|ffs|omfg|f+u+c+k\w*|bull ?shit",
    r"shit\w*|damn|crap\w*|idiots?|morons?|incompeten\w*|clowns?|scam\w*|thie(?:f|ves)|rip ?-?off|ripped off|robbery",
    r"liars?|lying|shame(?:ful)?|shame on you|lawyer|sue|legal action|never again|fed up|sick (?:of|and tired)",
    r"a joke|what a joke|last straw|had enough|wast(?:e|ed|ing) (?:of )?(?:my |our )?(?:time|money|hours?)",
)
ANGRY_FACES = re.compile("[😠😡🤬👿💢🖕😤]")
ACRONYMS = _split(
    """
    API ASAP BTW CSV DHL DNS FAQ FYI GPS HTML HTTP HTTPS IOS JPG JSON PDF PIN PNG SMS SQL SSL SSO URL USA USB VAT VPN
    XML ZIP
    """
)

ADVERTISING = _any_of(
    r"give ?-?aways?|sweepstakes?|air ?drops?|follow (?:back|and (?:rt|retweet|like))|chance to win|enter to win",
    r"(?:rt|retweet|like) (?:to|and) win|win (?:a|an|\$\d+) \w+|link in (?:my |the )?bio|onlyfans|forex",
    r"crypto (?:signals?|trading)|earn \$?\d+\w*|make money|passive income|investment (?:opportunity|platform)",
    r"100% free|limited (?:time )?offer|promo code|discount code|use (?:my )?code|check out my|subscribe to my",
    r"dm (?:me )?for (?:promo|collab)\w*|click (?:the link|here|my)|buy (?:now|followers)|followers? for",
    r"hiring|job (?:openings?|alert|vacanc\w+)|vacanc(?:y|ies)|apply (?:now|here|today)|join our team",
)

PLACE = _any_of(
    r"pages?|sites?|websites?|web ?sites?|screens?|buttons?|forms?|dashboard|checkout|errors?",
    r"(?:broken|works?|working|happens?|wrong|stuck) here",
)
# A text made of nothing but these tells that there is trouble, but not which.
VAGUE = _split(
    """
    a again all already also am an and anymore any anyone anything app are as asap at bad be been broke broken but by
    can can't cannot cant come crap crash crashed crashes crashing customer damn day days did didn't do does doesn't
    doesnt don't dont down even ever everything fail failed failing failure fix fixed for from fucking get gets getting
    glitching go going got guys had has have hello help here hey hi how i i'm ill im in is isn't isnt issue issues it
    it's its just keep keeps know last me messed my need needs never no nobody not nothing now of off on once one or
    our out please pls plz problem problems product really right seriously service should slow so some someone
    something still stop stopped stuck stuff sucks support team terrible thanks that that's the thing things this time
    times to today trash trouble u unusable up urgent useless very want was wasn't we week what what's when why will
    with won't wont work worked working works worst wrong wtf yesterday you you're your yours
    """
)

STOP_ALONE = re.compile(
    r"\W*(?:(?:please|pls|just|ok|hey|bot)\W+)*"
    r"(?:stop|stop (?:it|this|that|now|please|bot)|stop all|quit|opt ?-?out|unsubscribe(?: me)?|end|enough|go away)"
    r"(?:\W+(?:please|pls|now|already|bot|it|thanks|thank you|immediately))*\W*",
    re.IGNORECASE,
)
_TO_US = r"(?:messag|tweet|reply|respond|answer|contact|dm|writ|ping|tagg?|mention|bother|spamm?|harass|annoy|talk)ing"
STOP = re.compile(
    r"leave (?:me|us) alone"
    r"|(?<!\bdid )(?<!\bdid you )(?<!\bdon't )(?<!\bdont )(?<!\bnever )"
    rf"\bstop {_TO_US}(?: (?:to|at|with))? (?:me|us)\b(?! with\b)"
    r"|\bstop (?:replying|tweeting at|dming|messaging)\b(?=\W*$)"
    r"|\bstop sending (?:me|us) (?:\w+ )?(?:messages|replies|tweets|dms)\b"
    r"|\bno more (?:messages|replies|tweets|dms|bots?)\b"
    r"|(?:^|[.!?,;:\n]|\bplease|\bpls|\bjust) ?(?:do not|don't|dont|never) (?:ever )?"
    r"(?:reply|respond|message|tweet|contact|dm|write|talk|answer|tag|mention)(?: (?:to|at|with))? (?:me|us)\b",
    re.IGNORECASE,
)
