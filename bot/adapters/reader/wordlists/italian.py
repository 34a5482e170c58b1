"""Italian: what customers write when something is wrong, when they ask, thank, rage, advertise, or chat."""

from __future__ import annotations

from bot.adapters.reader.wordlists.kinds import Words, any_of, split, start_of

_PART_OF_A_PRODUCT = "non|risulta|pulsante|pagina|link|modulo|campo"

ITALIAN = Words(
    code="it",
    no_trouble=any_of(
        r"dimenticat[oaie]",
        r"per (?:l'|il vostro |la |la vostra )(?:aiuto|risposta|spiegazione|disponibilità)",
        r"nessun problema|non c'è problema|niente da (?:dire|ridire)|non solo",
        r"non (?:potrei|potevo|potevate) (?:\w+ )?(?:più|meglio|di meglio)|non vedo l'ora|di niente|senza busta paga",
    ),
    trouble=any_of(
        r"non|niente|nulla|nessun[oa]?|mai|neanche|nemmeno|senza|impossibile|irraggiungibil\w*|purtroppo",
        r"rott[oaie]|guast[oaie]|guasto|error[ei]|errat[oaie]|sbagliat[oaie]|sbagliate|problem[ai]|manca|mancano",
        r"bloccat[oaie]|blocca|sblocco|blocco|pianta|piantat\w*|chiude da sola|spent[oaie]|sparisce|sparit[oaie]",
        r"pers[oaie]",
        r"danneggiat[oaie]|difettos[oaie]|vuot[oaie]|lent[oaie]|lentissim[oaie]|ritard[oi]|cancellat[oaie]",
        r"annullat[oaie]",
        r"fuori servizio|disservizi\w*|ferm[oaie]|perde|scotta|cadut[oaie]|truffa\w*|rubat[oaie]|hackerat[oaie]",
        r"addebitat[oaie]|due volte|rimbors\w*|disdett\w*|disdire|rifiut\w*|reclam\w*|scuse|vergogn\w*|pessim[oaie]",
        r"delus[oaie]|arrabbiat[oaie]|attesa|aspetto|aspettando|attendo|anche se|rivoglio|peggio\w*|orribil\w*|basta",
        r"qualcuno ha|rimast[oaie]|non va|trattenuto|soldi|il doppio|più alto|continuo a ricevere|di un altro|vecchio",
    ),
    wish=any_of(
        r"per favore|per piacere|aiut\w*|vorrei|voglio|serve|servono|bisogno|potete|potreste|può|posso|puoi|si può",
        r"possiamo|qualcuno|come|dove|quando|perché|cosa|chi|quale|quanto|urgente|chiedo|domanda|informazion\w*",
        r"cerco|mi serve|sarebbe (?:bello|utile)|fatemi sapere|richiamate\w*|cancellate|correggete\w*|riscontro|avete",
    ),
    question_start=start_of(
        r"che|chi|cosa|come|dove|dov'è|quando|quanto|quale|perché|è possibile|si può|posso|potete|c'è|avete|qualcuno"
    ),
    thanks=any_of(r"grazie|ringrazi\w*|grazie mille|mille grazie|thanks|merci"),
    praise=any_of(
        r"complimenti|brav[oaie]|bravissim[oaie]|ottim[oaie]|eccellent[ei]|stupend[oaie]|bellissim[oaie]|fantastic\w*",
        r"meraviglios[oaie]|perfett[oaie]|adoro|amo|migliore?|migliori|entusiast[ai]|felic[ei]|gentilissim[oaie]",
        r"gentil[ei]|content[oaie]|soddisfatt[oaie]|super|grandi|continuate così",
        r"funziona (?:tutto|di nuovo|adesso|ora)",
        r"(?:adesso|ora) (?:funziona|va)(?: tutto| bene|\W*$)|ha funzionato|risolto|volentieri|consiglio"
        r"|tornerò|impeccabil[ei]",
    ),
    nods=split("ok okay va bene perfetto ottimo capito d'accordo bene grande"),
    filling=split("ok okay oh ah ciao ragazzi tutti team molto davvero va bene così sì e il la che è adesso ora"),
    anger=any_of(
        r"vergogn\w*|ridicol[oaie]|scandalos[oaie]|scandalo|schif[oaie]\w*|inaccettabil[ei]|indecent[ei]|pessim[oaie]",
        r"assurd[oaie]|incompetent[ei]|incapac[ei]|idiot[ai]|buffon[ei]|truffator[ei]|truffa|ladri|bugiard[oaie]",
        r"furios[oaie]|arrabbiat[oaie]|incazzat\w*|stuf[oaie]|mai più|adesso basta|ora basta|peggior\w*|orribil[ei]",
        r"presa in giro|presa per il culo|non se ne può più|perdita di tempo|odio",
    ),
    profanity=any_of(
        r"cazz\w*|merd\w*|stronz\w*|vaffanculo|fanculo|coglion\w*|porc[oa] \w+|minchia|incul\w*|wtf",
        r"puttan\w*|bastard[oaie]|che palle|rompere le palle|mannaggia|scassare i \w+",
    ),
    threat=any_of(
        r"avvocat[oi]|vie legali|azione legale|denunci\w*|querel\w*|tribunale|giudice|carabinieri|polizia",
        r"giornal[ei]|giornalist[ai]|alla stampa|altroconsumo|codacons|agcom|associazione (?:dei )?consumatori",
    ),
    leaving=any_of(
        r"disdico|disdetta|cambio (?:operatore|gestore|banca)|passo alla concorrenza|avete perso un cliente",
    ),
    impatience=any_of(
        r"ancora|di nuovo|settiman[ae]|giorni|or[ae]|mesi|da (?:tre|due|un)|terza volta|ogni volta|sempre|finalmente",
        r"nessuno|aspetto|attesa|minuti|anche oggi",
    ),
    first_person=any_of(r"io|mio|mia|miei|mie|ho|abbiamo|nostr[oaie]"),
    advertising=any_of(
        r"concorso(?: a premi)?[!:]|vinc(?:i|ere) (?:un|una)|guadagna \d+ \w+|da casa|scrivimi|clicca qui|seguici",
        r"condividi il post|compra follower|solo oggi|sconto del|(?:con|usa) il (?:mio )?codice sconto|prestiti senza",
        r"orologi a poco|(?:guadagna|investi)\w* (?:\w+ )?(?:bitcoin|cripto\w*)|casinò (?:online|bonus)|bonus casinò",
        r"stiamo assumendo|assumiamo|candidati ora|candidatur[ae] (?:a|su)|offert[ae] di lavoro|cerca personale",
        r"posizioni aperte",
        r"tirocinio (?:presso|da|in)|lavora con noi|invia il (?:tuo )?cv|compra ora|(?:su|mio) telegram (?:per|@)",
        unless=_PART_OF_A_PRODUCT,
    ),
    bulletin=any_of(
        r"nuovo articolo(?: sul blog)?:?|chiude in (?:rialzo|ribasso)|ultima ora|ho appena corso|il tempo a|#borsa",
        r"borsa (?:di milano|italiana)|in borsa|ha pubblicato (?:una )?(?:nuova )?(?:foto|video)|ora in onda",
        r"ha fatto (?:il )?check-?in|risultati trimestrali|statistiche (?:di oggi|della settimana)",
        unless=_PART_OF_A_PRODUCT,
    ),
    chatter=any_of(
        r"buona (?:pasqua|domenica)|buon natale",
        r"buon (?:fine settimana|weekend|anno|compleanno|lunedì|venerdì|ferragosto)|tanti auguri|auguri",
        r"appena atterrat\w*",
        r"saluti da|ci vediamo|sul balcone|con caffè|il mio (?:gatto|cane)|portano fortuna|porto i calzini",
    ),
    courtesy=any_of(
        r"(?:ha){2,}h?|(?:ah){2,}a?|lol|(?:buon ?giorno|buona ?sera|buona ?notte)(?: a tutti| ragazzi)?|buona giornata",
        r"(?:buona (?:serata|pasqua|domenica)|buon (?:natale|fine settimana|weekend|anno|lunedì|venerdì))"
        r"(?: a [^.,;:!?\n]{0,40})?",
        r"(?:cordiali|distinti|tanti) saluti(?:,? \w+){0,2}\W*$|(?:un )?salut[oi](?: da \w+)?\W*$|a presto\W*$",
    ),
    place=any_of(
        r"pagin[ae]|sit[oi]|schermat[ae]|schermo|pulsante|bottone|modul[oi]|cassa|carrello|messaggi[oo] di errore",
        r"(?:succede|funziona|blocca) qui",
    ),
    order=any_of(r"ordin[ei]|ordinat[oaie]|pacc(?:o|hi)|spedizion[ei]|consegn[ae]|prenotazion[ei]|bigliett[oi]|merce"),
    software=any_of(
        r"app|applicazione|(?:l'|dell'|ultimo |dopo un )aggiornamento|installa\w*|plug-?in|software|ios|android"
    ),
    invoice=any_of(r"fattur[ae]|bollett[ae]|rimbors\w*|abbonament[oi]"),
    payment=any_of(r"pagament[oi]|pagat[oaie]|addebit\w*|soldi"),
    vague=split(
        """
        a adesso aiuto aiutatemi ancora anche app avete bene c'è che chi ciao come con così cosa da del della di dove
        è e errore fa fate favore funziona funzionano guasto ho il in io la le lo ma mi mio mia nessuno niente non nulla
        oggi per perché più piacere potete problema problemi qualcosa qualcuno quando questo questa qui rotto si sempre
        sono succede subito tutto un una urgente va vi voi vostro
        """
    ),
)
