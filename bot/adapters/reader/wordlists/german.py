"""German: what customers write when something is wrong, when they ask, thank, rage, advertise, or chat."""

from __future__ import annotations

from bot.adapters.reader.wordlists.kinds import Words, any_of, split, start_of

_PART_OF_A_PRODUCT = "knopf|button|seite|link|formular|feld|symbol|funktion|export|import|app|filter|liste|ansicht"

GERMAN = Words(
    code="de",
    no_trouble=any_of(
        r"vergessen",
        r"für (?:eure|die|deine|ihre) (?:\w+ )?(?:hilfe|antwort|rückmeldung|erklärung)",
        r"kein(?:e|en)? (?:problem\w*|sorge\w*|ursache|thema)",
        r"(?:nicht|kein) (?:besser|schlecht|genug (?:danken|loben))",
        r"nicht nur|nichts zu (?:meckern|beanstanden|danken)|ohne schufa",
        r"ich (?:probiere?|versuche?|teste|schaue?)(?: (?:es|das|mal|gleich|morgen|später|aus|an|nach)){0,4}(?=\W*$)",
    ),
    trouble=any_of(
        r"nicht|nichts|kein(?:e|en|er|em|es)?|nie|niemals|niemand\w*|ohne|unmöglich|un\w+bar|vergeblich|leider",
        r"kaputt\w*|defekt\w*|fehler\w*|fehl(?:t|en|ermeldung)|problem\w*|störung\w*|ausfall|ausgefallen|fällt aus",
        r"abgestürzt|stürzt|absturz|bricht|abgebrochen|hängt|hängen|gesperrt|sperrung|geblockt|gehackt|betrug\w*",
        r"falsch\w*|stimmt|stimmen|verloren|verschwunden|weg|leer\w*|langsam\w*|verspät\w*|zu spät|beschädigt",
        r"doppelt\w*|zweimal|abgebucht|eingezogen|erstattung\w*|rückerstattung\w*|storniert\w*|kündig\w*|gekündigt",
        r"abgelehnt|abgesagt|ungültig|schlecht\w*|schlimm\w*|furchtbar|schrecklich|unverschämt\w*|enttäusch\w*",
        r"ärger\w*|reicht es|ausreden|beschwerde\w*|reklamation\w*|warte|warten|gewartet|wartezeit|undicht|läuft aus",
        r"liegen geblieben|immer noch|schon wieder|obwohl|versehentlich|widersprochen|zu heiß|riecht|teurer|höher",
    ),
    wish=any_of(
        r"bitte\w*|hilf\w*|helft|helfen|brauch\w*|möchte\w*|würde\w*|hätte\w*|will|wollen|wünsch\w*|könnt\w*|kann",
        r"kannst|darf|dürfte|suche|gibt es|wie|wo|wann|warum|wieso|weshalb|was|wer|welche\w*|ändern|löscht|dringend",
        r"rückmeldung|rückruf|frage\w*|anfrage|vorschlag|wäre (?:schön|gut|toll|nett)|meine rechnung|auskunft",
    ),
    question_start=start_of(
        "was|wann|wo|wer|welche[rsnm]?|warum|wieso|wie|ist|sind|habt|hat|kann|kannst|könnt|könnte[nt]?|wird|werden|gibt"
    ),
    thanks=any_of(r"danke\w*|dank|vielen dank|dankeschön|merci|thx|thanks|bedank\w*|tausend dank"),
    praise=any_of(
        r"lob|liebe|toll\w*|super|klasse|spitze|großartig\w*|wunderbar\w*|perfekt\w*|beste[rsn]?|begeister\w*",
        r"genial\w*",
        r"freundlich\w*|glücklich|zufrieden\w*|schön\w*|prima|hervorragend\w*|gerne wieder|weiter so|hat geklappt",
        r"geholfen|jetzt (?:geht|klappt|läuft|funktioniert)(?:'s| es| alles| wieder)+|klappt (?:wieder|jetzt)",
        r"funktioniert (?:wieder|jetzt)|läuft wieder|geht wieder|respekt|bravo|glückwunsch|top|gelöst|erledigt",
    ),
    nods=split("ok okay gut super perfekt prima alles klar passt verstanden top klasse"),
    filling=split("ok okay oh ah na so hey hi hallo leute alle team ihr euch sehr ja gut alles das ist die der jetzt"),
    anger=any_of(
        r"unverschämt\w*|frech\w*|lächerlich\w*|skandal\w*|sauerei|saftladen|schweinerei|peinlich\w*|unfassbar\w*",
        r"katastroph\w*|grauenhaft\w*|unmöglich(?:er|es)|wütend|stinksauer|sauer|hasse|idioten?|deppen|unfähig\w*",
        r"betrüger\w*|abzocke\w*|abgezockt|verarsch\w*|lügner|lügen|schäm\w*|schande|nie wieder|mir reicht es",
        r"reicht's|es reicht|schnauze voll|nase voll|zumutung|witz|schlechteste[rsn]?|zeitverschwendung",
        r"unterirdisch\w*",
    ),
    profanity=any_of(
        r"schei(?:ß|ss)\w*|verdammt\w*|verfickt\w*|arsch\w*|kack\w*|mist|miststück\w*|mistkerl\w*|drecks?\w*"
        r"|wichser\w*",
        r"fick\w*|wtf|zum (?:teufel|kotzen)|kotzt|beschissen\w*|leck mich|hurens(?:ohn|öhne)\w*|verarsch\w*",
    ),
    threat=any_of(
        r"anwalt\w*|anwält\w*|rechtsanwalt\w*|klage|verklag\w*|gericht|rechtliche schritte|anzeige erstatten",
        r"polizei|presse",
        r"an die zeitung|journalist\w*|verbraucherzentrale|verbraucherschutz|bundesnetzagentur|schlichtungsstelle",
    ),
    leaving=any_of(
        r"kündige|kündigung|(?:kündige|storniere) (?:meinen|mein|den|das)|wechsle|(?:zur|zu einer?) konkurrenz",
    ),
    impatience=any_of(
        r"immer noch|schon wieder|wieder|seit|wochen\w*|tagen?|stunden?|monaten?|ewig|endlich|dritten mal|jedes mal",
        r"ständig|niemand|warte\w*|keine antwort|minuten",
    ),
    first_person=any_of(r"ich|mein\w*|mir|mich|wir|unser\w*"),
    advertising=any_of(
        r"gewinnspiel(?:e|s)?|gewinne (?:ein|eine|einen)|verdiene \d+ \w+|von zu hause|schreib mir|hier klicken",
        r"klick\w* hier",
        r"follower kaufen|nur heute:?,? (?:\d|gratis|noch)|\d+ ?% rabatt|(?:mit|unser|mein) (?:dem )?rabattcode"
        r"|kredit ohne",
        r"günstige uhren|(?:in|mit) (?:bitcoin|krypto\w*) (?:investier\w*|verdien\w*)|bitcoin (?:verdienen|signale)",
        r"casino ?bonus|online-?casino",
        r"folge uns|folgt uns|teile den beitrag|jetzt bewerben|bewirb dich|bewerbung an|stellenangebot\w*",
        r"wir stellen ein",
        r"sucht verstärkung|stellenanzeige|\(m/w/d\)|m/w/d|offene stellen|praktikum (?:bei|im|in)"
        r"|karriere (?:bei|im|als)",
        r"werde teil|jetzt kaufen",
        unless=_PART_OF_A_PRODUCT,
    ),
    bulletin=any_of(
        r"neuer beitrag|(?:jetzt|neu) im blog|aktie (?:von|steigt|fällt|schließt|legt)|schließt mit \d|eilmeldung",
        r"(?:km|kilometer)(?: [\w.]+){0,6} +gelaufen|#laufen|das wetter in|ich bin gerade \d+|spielstand:",
        r"hat ein (?:neues )?(?:foto|video) gepostet|#börse|an der börse|jetzt läuft:|hat eingecheckt|quartalszahlen",
        r"statistik (?:des tages|der woche)",
        unless=_PART_OF_A_PRODUCT,
    ),
    chatter=any_of(
        r"frohe\w* (?:weihnachten|ostern|fest)|frohes neues|schönen (?:feierabend|urlaub)|alles gute|zum geburtstag",
        r"gerade gelandet",
        r"schöne grüße|grüße aus|viele grüße aus|wir sehen uns|bis freitag|auf dem balkon|mit kaffee",
        r"meine (?:katze|frau|freundin|oma)|mein (?:hund|mann|freund) \w+ jetzt|heute trage ich|bringt glück",
        r"glückwunsch",
    ),
    courtesy=any_of(
        r"guten (?:morgen|abend|tag)(?: aus \w+)?|gute nacht|grüß gott|moin(?: moin)?|lol|(?:a?ha){2,}h?",
        r"(?:frohe\w* (?:weihnachten|ostern|fest)|frohes neues(?: jahr)?)(?: an [^.,;:!?\n]{0,40})?",
        r"(?:einen )?schöne[ns] (?:wochenende|tag|abend|feierabend|urlaub)(?: (?:noch|euch|ihnen|allen|zusammen)){0,3}",
        r"(?:mit )?(?:viele|liebe|beste|schöne|herzliche|freundliche)n? grüßen?(?: aus \w+)?(?:,? \w+){0,2}\W*$",
        r"(?:mfg|lg|vg)(?:,? \w+){0,2}\W*$|bis (?:bald|morgen)\W*$|alles gute\W*$",
    ),
    place=any_of(
        r"seiten?|webseiten?|website|internetseite|homepage|bildschirm|knopf|button|formular\w*|kasse|warenkorb",
        r"fehlermeldung\w*|fehlercode|fehlerseite|(?:geht|funktioniert|passiert|hängt) hier",
    ),
    order=any_of(
        r"bestell(?:ung|ungen|t)|sendung\w*|paket\w*|liefer(?:ung|ungen|termin)|geliefert|buchung\w*",
        r"fahrkarte",
    ),
    software=any_of(
        r"apps?|(?:das|dem|letzten|neuen|einem|eurem|nach|seit) updates?|updaten|aktualisier\w*|installation"
        r"|installier\w*|plug-?in|software|ios|android"
    ),
    invoice=any_of(r"rechnung\w{0,12}|(?:rück)?erstattung\w{0,3}|abo|abonnements?"),
    payment=any_of(r"zahlung\w{0,3}|bezahl\w{0,4}|abgebucht|abbuchung\w{0,3}|geld|gebühr\w{0,3}"),
    vague=split(
        """
        aber alles app auch bei bin bitte da das der die dringend ein eine einfach es euch euer eure falsch fehler
        funktioniert gar geht gerade habe hallo heute hilfe helft hey hi hier ich ihr immer ist ja kann kaputt kein
        keine kommt läuft leute mal man mehr mein meine mich mir mit nicht nichts noch nur problem probleme schlecht
        schon seit so stimmt tut und uns verdammt vom von war warum was wann weiter wer wie wieder wieso will wird wo
        zu
        """
    ),
)
