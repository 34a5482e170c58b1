"""English: what customers write when something is wrong, when they ask, thank, rage, advertise, or chat."""

from __future__ import annotations

from bot.adapters.reader.wordlists.kinds import Words, any_of, split, start_of

_PART_OF_A_PRODUCT = (
    "buttons?|pages?|links?|forms?|fields?|tabs?|icons?|features?|integrations?|exports?|imports?|players?|sections?"
    "|screens?|options?|menus?|apps?|payments?|orders?|codes?|banners?|settings?|widgets?|tool|filter|feed|list|view"
)

ENGLISH = Words(
    code="en",
    no_trouble=any_of(
        r"forgot(?:ten)?",
        r"for (?:your|the|all|all your|all the) (?:\w+ )?(?:help|advice|explanation)|hands down|breaking(?: news)?:",
        r"(?:just )?want(?:ed)? to say (?:that|thank\w*|how)|in my head",
        r"no (?:problems?|worries|issues?|complaints?(?: (?:at all|about))?)",
        r"not a problem",
        r"can(?:'?t|not) (?:thank|praise|recommend)",
        r"can(?:'?t|not) wait",
        r"can(?:'?t|not) believe how (?:quick|fast|good|easy|nice|great)\w*",
        r"could ?n'?t be (?:happier|better)",
        r"never (?:been|felt) (?:better|happier)|never (?:lets?|let) (?:me|us) down|never going back",
        r"never disappoints?",
        r"(?:don't|dont) say this often|nothing but (?:good|great|praise|love)",
        r"nothing short of",
        r"not only",
        r"wait no more|without credit checks?",
        r"(?:i|we)(?:'ll| will) (?:try|check|test|do)(?: (?:it|that|this|out|again|tomorrow|tonight|later"
        r"|now)){0,4}(?=\W*$)",
    ),
    trouble=any_of(
        r"\w{1,12}n't|cant|dont|doesnt|didnt|wont|isnt|not|never|cannot|no longer|no one|nobody|nothing|unable|without",
        r"brok\w*|break(?:s|ing)?|bugs?|buggy|errors?|fail\w*|crash\w*|issues?|problem\w*|trouble\w*|stuck|wrong\w*",
        r"missing|lost|los(?:e|ing)|gone|disappear\w*|vanish\w*|delet\w+|empty|blank|slow\w*|down|outage|offline",
        r"freez\w*|froze\w*|hangs?|hanging|glitch\w*|stopped|timed? ?out|invalid|expired?|incorrect|corrupt\w*",
        r"charg(?:ed?|es|ing)|overcharg\w*|refunds?|refunded|cancel\w*|declin\w*|reject\w*|den(?:y|ied)|refus\w*",
        r"locked|block\w*|suspend\w*|hack\w*|stolen|fraud\w*|scam\w*|spam\w*|complain\w*|late|delay\w*|wait(?:ed|ing)",
        r"damag\w*|faulty|defect\w*|useless|terrible|worst|worse|bad|poor|awful|horrible|ridiculous|unacceptable",
        r"disappoint\w*|frustrat\w*|annoy\w*|angry|upset|sucks?|trash|garbage|rubbish|joke|rude\w*|ignor\w*|hate",
        r"thanks for nothing|so much for|messe[sd] up|screwed|pissed|fed up|stranded|assault\w*|screaming|wtf|smh",
        r"killing my|waste of|forgot|drop the ball|leak\w*|still no",
    ),
    wish=any_of(
        r"help|please|pls|plz|need(?:s|ed)?|wants?|wish|would like|i'd like|could you|can (?:you|i|we|someone|anyone)",
        r"would you|any(?:one|body) know|how (?:do|to|can|does|long|much|many|come)|is there|are there|any way",
        r"any chance|looking for|trying to|tell me|let me know|dm me|call me|contact me|explain|question|asap|urgent",
        r"in advance|wondering|should be (?:able|possible)|feature request|advice|advise|suggestions?",
        r"(?:would|i'd) appreciate|would be (?:nice|great|good)|should|fix (?:it|this|your)",
    ),
    question_start=start_of(
        "what|when|where|who|which|why|how|is|are|do|does|did|can|could|will|would|should",
    ),
    thanks=any_of(
        r"thank(?:s|you)?|thank you|thx|tnx|ty|tysm|ta(?: (?:very|so|for|muchly|much)|(?=\W*$))|cheers|kudos"
        r"|props|danke|merci|gracias|appreciat\w+",
        r"much obliged|you're welcome",
    ),
    praise=any_of(
        r"love[ds]?|loving|lovely|adore[sd]?|great|awesome|amazing|brilliant|excellent|perfect(?:ly)?|nice(?:ly)?",
        r"best(?!,|\W*$| (?:regards|wishes|before|way))",
        r"wonderful|fantastic|gorgeous|flawless\w*|well done|good (?:job|work)|superb|impress\w+|glad|recommend\w*",
        r"happy(?! (?:birthday|halloween|new|holiday\w*|easter|friday|anniversary))",
        r"shout ?out|beautiful|congrat\w*|bravo|hats off|thumbs up|five stars|\d+/10|rock solid|you rock|friendliest",
        r"a pleasure|delight\w*|outstanding|helpful|works? (?:now|again|great|fine)|it works|that worked",
        r"worked(?! (?:yesterday|before|until|till|last|fine (?:yesterday|before|until|last)|on|in|with|for))|solved",
        r"working (?:now|again|fine)|helped|hilarious|slick",
        r"resolved|sorted(?! (?:by|in|alphabetically|wrong))|fixed it|all good|all set|super"
        r"|smooth(?:ly)?|did the trick|so patient|made my (?:day|night)",
        r"proud to be|(?:you )?(?:people|guys) rock|absolute gems?|work of art|wow|never (?:lets?|let) (?:me|us) down",
        r"restored my faith|hand it to|well played|angels|award|top[- ]notch|favou?rite|smoother|a\+|happier|legends?",
        r"so kind|angel|hero(?:es)?|thumbs up|spot on|second to none|can recommend",
        r"credit where|got this one right|saved my|cares about|no complaints|is fire|arrived early|a day early",
    ),
    nods=split("ok okay k kk great perfect super nice cool understood noted roger alright"),
    filling=split(
        "ok okay oh ah wow so hey hi hello guys all everyone team you your very much really a the that it is got"
    ),
    anger=any_of(
        r"ridiculous|unacceptable|disgust\w*|disgrace\w*|furious|outrag\w*|worst|pathetic|useless|garbage|trash",
        r"terrible|horrible|horrendous|appalling|shambles|awful|sucks?|hate|angry|livid|idiots?|morons?|incompeten\w*",
        r"clowns?|scam\w*|thie(?:f|ves)|rip ?-?off|ripped off|robbery|liars?|lying|shame(?:ful)?|shame on you",
        r"never again|fed up|sick (?:of|and tired)|a joke|what a joke|last straw|had enough|thanks for nothing",
        r"wast(?:e|ed|ing) (?:of )?(?:my |our )?(?:time|money|hours?)|rude\w*|insult\w*|screwed",
    ),
    profanity=any_of(
        r"wtf|ffs|omfg|stfu|f+u+c+k\w*|bull ?shit|shit\w*|damn\w*|crap\w*|pissed|bitch\w*|a+ss+hole\w*|hell|bs",
        r"dipshit\w*|dumb ?ass\w*|jackass\w*|screw you|cunts?|twats?|dickheads?|bastards?|wank\w*|bollocks",
    ),
    threat=any_of(
        r"lawyers?|attorney|sue|suing|legal action|small claims|ombudsman|trading standards|consumer protection|bbb",
        r"(?:the|to the) (?:press|papers|media)|journalists?|reporters?|watchdog|police|charge ?back",
    ),
    leaving=any_of(
        r"cancel(?:l?ing)? (?:my|our|the|this) (?:account|subscription|contract|plan|membership|order)",
        r"(?:switch|chang|mov|go)ing to (?:another|a different|your competit\w+)|los(?:t|ing) (?:a|me as a) customer",
        r"never (?:buy|book|fly|shop|order|us)\w* .{0,30}again|taking my business",
    ),
    impatience=any_of(
        r"still|again|yet|ever|hours?|days|weeks|months|third time|\d+(?:rd|th) time|every time|over and over|on hold",
        r"waiting|waited|no (?:one|response|reply|answer)|nobody|minutes|worse|poor|bad|rude|stuck|delayed",
    ),
    first_person=any_of(r"i|i'm|i've|i'd|my|we|we've|mine"),
    advertising=any_of(
        r"give ?-?aways?|sweepstakes?|air ?drops?|follow (?:back|and (?:rt|retweet|like))|enter to win",
        r"chance to win (?:a|an|up|one|big|\$)\b|(?:rt|retweet|like) (?:to|and) win|retweet to enter",
        r"win (?:a|an|\$\d+) \w+|link in (?:my |the )?bio|onlyfans|(?:\w+ing|on|in) forex|forex (?:trading"
        r"|signals)|casino",
        r"(?:buy|earn|mine|free|double your) (?:bitcoin|btc|crypto)|(?:bitcoin|btc) (?:is going|to the moon|signals)",
        r"\d+ (?:btc|bitcoins?)|(?:add|text|message|contact|write|join|dm|inbox) (?:\w+ ){0,3}on (?:telegram|whatsapp)",
        r"(?:our|my) telegram|on telegram (?:t\.|for)",
        r"crypto (?:signals?|trading)|signals group|earn \$? ?\d+\w*|make money|passive income|(?:a day|work"
        r"|cash) from home",
        r"investment (?:opportunity|platform)|100% free|free iphone|limited (?:time )?(?:offer|only)"
        r"|use my (?:\w+ )?code",
        r"(?:promo|discount) code (?:below|inside|here)|use code|check out (?:my|our)|subscribe to my|stream it"
        r"|mixtape",
        r"(?:dm|inbox|message) (?:me|us|her|him) (?:for|to|now)|dm (?:me )?for (?:promo|collab)\w*|inbox me"
        r"|daily vlogs",
        r"click (?:the link|here|my|to apply)|buy (?:now|followers|cheap)|(?:real )?followers? (?:for|fast)|play now",
        r"cheap (?:prices?|watches)|\d+ ?% off|lose \d+ \w+ in|singles near|verified accounts|affordable rates",
        r"we (?:offer|write)|top grades|(?:payday|quick|personal) loans?|loans without|recovered mine|hot singles",
        r"grow your (?:\w+ )?(?:followers|audience|business|brand|channel)|#contest|seo (?:and|services"
        r"|experts?|agency)",
        r"access to your wallet|wallet recovery|#careers|careers at|your career",
        r"(?:now ?)?hiring|job (?:openings?|alert|vacanc\w+)|#\w*jobs?|vacanc(?:y|ies)|apply (?:now|here|today|at)",
        r"join our (?:team|\w+ group)|internship|open positions|new role:|recruiter here|send your cv",
        r"is recruiting|we are recruiting|apply online|applications (?:close|until)|open for applications",
        r"come work with us|(?:selected|chosen) for an? (?:\w+ )?gift card|(?:free|win|claim) (?:\w+ )?gift card",
        r"guaranteed returns|add me on|get verified|dm for|drop live|nft (?:drop|mint|sale)|deal of the year",
        r"visit our (?:new )?store",
        r"is looking for an?|looking for work|want to work at|job opening",
        unless=_PART_OF_A_PRODUCT,
    ),
    bulletin=any_of(
        r"posted a new (?:photo|video)|i liked a|i just (?:ran|walked|cycled)|new blog post|stats:|daily digest",
        r"(?:daily|weekly|digest) is out",
        r"checked in at|shares? (?:up|down) \d|at close|beats estimates|breaking:|trending:|now ?playing",
        r"photo:|just posted|(?:new|latest) podcast|podcast episode with|ranked #\d+|most mentioned|dividend"
        r"|traffic update",
        r"\(\w{2,5}\) (?:shares|dividend)",
        r"price drop:|was mentioned in|live score|weather in|rain, wind|\[auto\]|thank you for following|newsletter is",
        r"raises \d+ (?:million|billion)|opens its (?:first|new|\d+\w\w|doors)|names (?:a )?new (?:chief|head"
        r"|ceo|director)",
        r"#stocks|#nowplaying|#photo|#ootd",
        unless=_PART_OF_A_PRODUCT,
    ),
    chatter=any_of(
        r"happy (?:birthday|easter|new year|friday|holidays)",
        r"throwback|good luck|current status|i spy|laugh(?:ed)? out loud|we named",
        r"knows me knows",
        r"off to\s+@?\w*\s*with|rooting for|what a buzz|he would say that|she would say that",
        r"merry (?:christmas|xmas)|congratulations|see you (?:on|at|there)",
        r"greetings from|cheers from|(?:just )?(?:boarded|taken off)|on (?:my|our) way to the|on the balcony",
        r"(?:monday|friday) mood|that moment when|me:|also me|told you so|#?tbt|first in line|(?:placed"
        r"|made) my first order",
        r"^\W*(?:watching|wearing|reading about|drinking from|saw the) .{0,40}|life is good|that's what she said",
        r"(?:sunday|saturday|friday) (?:morning|night)\W*$|nice weather|up early|i dreamed|has claimed|dinner sorted",
        r"there is an? \w+ billboard|my (?:boyfriend|girlfriend|cat|dog) (?:talks|loves|lives)\b.*|generations of",
        r"we had a great time|got my hands on|#no ?filter|#sunset|#travel|longer than my|stuck in my head",
    ),
    courtesy=any_of(
        r"morning (?:all|team|everyone)|(?:good ?(?:morning|night)|happy (?:friday|new year|holidays|easter)"
        r"|merry (?:christmas|xmas)) (?:to|from) [^.,;:!?\n]{0,40}|happy (?:friday|new year|holidays|easter)",
        r"good ?(?:morning|afternoon|evening|night|day)(?:,? (?:all|everyone|everybody|team|guys|folks|there|world))*",
        r"(?:have|enjoy) (?:a|your|the) (?:(?:lovely|nice|great|good|rest of the) ){0,3}(?:day|evening|night|week\w*)",
        r"(?:(?:best|kind|kindest|warm|warmest|many) )?(?:regards|wishes)(?:,? \w+){0,2}\W*$|best,(?: \w+)?\W*$",
        r"(?:yours )?(?:sincerely|faithfully|truly)(?:,? \w+){0,2}\W*$|see you(?: soon)?\W*$|take care\W*$",
        r"merry (?:christmas|xmas)|(?:a?ha){2,}h?|l+o+l+|lmf?ao|rofl",
    ),
    place=any_of(
        r"pages?|sites?|websites?|web ?sites?|screens?|buttons?|forms?|dashboard|checkout"
        r"|error (?:messages?|pages?|codes?)",
        r"(?:(?<=says )|(?<=says an )|(?<=shows )|(?<=shows an )|(?<=get )|(?<=get an )|(?<=got an )|(?<=getting an )"
        r"|(?<=see an )|(?<=gives an )|(?<=gives me an ))errors?",
        r"(?:broken|works?|working|happens?|wrong|stuck) here",
    ),
    order=any_of(
        r"orders|(?<!\bin )(?<!\bto )order|ordered|parcels?|packages?|deliver(?:y|ies|ed)|shipments?",
        r"tracking (?:number|code|link|page|info\w*)|track my|bookings?|reservations?",
    ),
    software=any_of(
        r"apps?|updated? (?:the|my|your|to|failed)|(?:the|latest|last|new|after an?|since (?:the|an?)"
        r"|this) update|updating",
        r"install\w*|plug-?in|extension|firmware|software|ios|android",
    ),
    invoice=any_of(r"invoices?|bills?|billing|receipts?|refund\w*|subscriptions?"),
    payment=any_of(r"payments?|paid|charg(?:e|es|ed|ing)|money"),
    vague=split(
        """
        a again all already also am an and anymore any anyone anything app are as asap at bad be been broke broken but
        by can can't cannot cant come crap crash crashed crashes crashing customer damn day days did didn't do does
        doesn't doesnt don't dont down even ever everything fail failed failing failure fix fixed for from fucking get
        gets getting glitching go going got guys had has have hello help here hey hi how i i'm ill im in is isn't isnt
        issue issues it it's its just keep keeps know last me messed my need needs never no nobody not nothing now of
        off on once one or our out please pls plz problem problems product really right seriously service should slow
        so some someone something still stop stopped stuck stuff sucks support team terrible thanks that that's the
        thing things this time times to today trash trouble u unusable up urgent useless very want was wasn't we week
        what what's when why will with won't wont work worked working works worst wrong wtf yesterday you you're your
        yours error errors
        """
    ),
)
