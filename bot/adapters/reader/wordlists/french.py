"""French: what customers write when something is wrong, when they ask, thank, rage, advertise, or chat."""

from __future__ import annotations

from bot.adapters.reader.wordlists.kinds import Words, any_of, split, start_of

_PART_OF_A_PRODUCT = "bouton|page|lien|formulaire|champ|affiche"

FRENCH = Words(
    code="fr",
    no_trouble=any_of(
        r"oublié(?:e|s|es)?",
        r"pour (?:votre|ton|l'|la|ta) ?(?:aide|réponse|explication)",
        r"pas de (?:souci|problème)s?|aucun (?:souci|problème)|sans (?:souci|problème)|rien à (?:redire|dire)|de rien",
        r"pas mal|pas seulement|n'hésitez pas|on ne peut (?:rêver )?mieux|plus qu'à|sans justificatif|pas chères?",
        r"je vais (?:essayer|vérifier|regarder)(?: (?:ça|cela|demain|plus tard)){0,3}(?=\W*$)",
    ),
    trouble=any_of(
        r"pas|jamais|rien|personne|aucune?|sans|impossible|injoignable|malheureusement|plus (?:d'|de|rien|moyen)\w*",
        r"(?:n'|ne )\w+ (?:plus|qu'une?|que)|ne \w+ \w+ plus|cass[ée]e?s?|pannes?|erreurs?|bugs?|bugg?é\w*|problèmes?",
        r"soucis?|pb|manque|faux|fausses?|mauvaise?s?|abîm[ée]e?s?|endommag\w*|défectueu\w*|vides?|lente?s?|lenteur\w*",
        r"retards?|annul[ée]\w*|supprim[ée]\w*|bloqu[ée]\w*|coup[ée]e?s?|débit[ée]\w*|prélev[ée]\w*|deux fois",
        r"rembours\w*",
        r"résili\w*|refus[ée]\w*|invalide|perdue?s?|dispar\w*|vol[ée]e?s?|pirat[ée]\w*|arnaque\w*|fraude\w*|plante\w*",
        r"se ferme|s'arrête|fuit|brûlante?|raccroche|avalé|excuses|honte|nulle?s?|pire\w*|horrible\w*|déçue?s?",
        r"décevant\w*",
        r"réclamation\w*|plainte\w*|colère|attends|attend|attente|toujours (?:l'ancien\w*|un)|encore une",
        r"ras le bol|restée à",
        r"alors que|par erreur|le double|plus élevé|non demandée?|quelqu'un a|de quelqu'un d'autre|d'autre|mal écrit",
    ),
    wish=any_of(
        r"s'il vous pla[iî]t|svp|stp|aide\w*|besoin|voudrais|veux|souhait\w*|aimerais|pouvez|pourriez|peut-on",
        r"puis-je|peux",
        r"peut|quelqu'un|comment|où|quand|pourquoi|que faire|qui|quel\w*|combien|urgent|question|il me faut|cherche",
        r"ce serait (?:bien|super|utile)|merci de|veuillez|rappel\w*|répon\w*|corrig\w*|renseign\w*|est-ce que|avez",
    ),
    question_start=start_of(
        r"que|quel(?:le)?s?|qui|quoi|comment|où|quand|combien|pourquoi|est-ce|est-il|peut-on|puis-je|pouvez|y a-t-il"
    ),
    thanks=any_of(r"merci(?! (?:de|d'))|mercis|merci beaucoup|remerci\w*|thanks|thx"),
    praise=any_of(
        r"bravo|super|génial\w*|excellente?s?|magnifique\w*|superbe\w*|parfaite?s?|adore\w*|aime|meilleure?s?",
        r"formidable\w*",
        r"gentille?s?|gentil|heureu(?:x|se)s?|ravie?s?|contente?s?|satisfaite?s?|chapeau|top|félicitations|sympa\w*",
        r"continuez (?:comme ça|ainsi)|tout marche|ça (?:re)?marche|a marché|fonctionne (?:à nouveau|maintenant)",
        r"résolu|maintenant (?:ça|tout) (?:marche|fonctionne)|aidée?s?",
        r"réglé|avec plaisir|je recommande|impeccable\w*|en avance",
    ),
    nods=split("ok okay d'accord parfait super bien compris entendu noté génial top"),
    filling=split(
        "ok okay oh ah salut bonjour les tous toutes équipe très vraiment tout est bien oui et le la que c'est"
    ),
    anger=any_of(
        r"honte|honteu(?:x|se)|ridicules?|scandal\w*|inadmissible\w*|inacceptable\w*|lamentable\w*|minables?|dégoût\w*",
        r"incompétente?s?|nuls?|nulle?s?|idiote?s?|débiles?|clowns|voleurs?|arnaque\w*|menteurs?|mensonges?|foutage",
        r"furieu(?:x|se)|énervée?|ras le bol|ras-le-bol|plus jamais|ça suffit|marre|pire\w*|horribles?|se moque\w*",
        r"moquez|perte de temps|déteste|catastroph\w*|foute?nt",
    ),
    # "con" alone is a word of Spanish and Italian as well.
    profanity=any_of(
        r"merd\w*|put(?:ain|e)s?|bordel|connards?|(?:bande de|gros|sales?|petits?) cons?|conn[ea]s?|encul\w*|chier|wtf",
        r"chiant\w*|fout\w*|salop\w*|salauds?|emmerd\w*|enfoir\w*|ta gueule|ras le cul|niqu\w+",
    ),
    threat=any_of(
        r"avocate?s?|porter plainte|porte plainte|tribunal|en justice|poursui\w+|mise en demeure|huissier|gendarmerie",
        r"la presse|journalistes?|60 millions|ufc|que choisir|dgccrf|répression des fraudes|médiateur|signalconso",
    ),
    leaving=any_of(
        r"je résilie|résilier tout|change(?:r)? d'opérateur|chez (?:la|un) concurren\w*|perdu un client",
    ),
    impatience=any_of(
        r"toujours|encore|de nouveau|semaines?|jours|heures?|mois|depuis|troisième|chaque fois|enfin|jamais|personne",
        r"attends?|attente|minutes",
    ),
    first_person=any_of(r"je|j'\w+|mon|ma|mes|nous avons|notre"),
    advertising=any_of(
        r"concours ?!|grand concours|gagne[rz]? (?:un|une|\d+)|chez vous, écrivez|depuis chez vous|écrivez-moi",
        r"cliquez ici|suivez-nous|partagez pour|abonnés, rapide|vrais abonnés|aujourd'hui seulement"
        r"|\d+ ?% de réduction",
        r"avec (?:le|mon|notre) code promo|crédit sans|montres pas chères|(?:gagne"
        r"|inves)\w* (?:\w+ )?(?:bitcoin|crypto\w*)",
        r"casino en ligne|bonus casino|(?:nous|on) recrut\w*|recrute (?:un|une|des)|postulez"
        r"|candidatures? (?:sur|à|avant)",
        r"offres? d'emploi|recherche des \w+eurs",
        r"stage chez|rejoignez(?:-nous| notre équipe)|envoyez votre cv|achetez (?:maintenant|de|des)|(?:mon"
        r"|sur) telegram (?:pour|@)",
        unless=_PART_OF_A_PRODUCT,
    ),
    bulletin=any_of(
        r"nouvel article|clôture en (?:hausse|baisse)|dernière minute :|je viens de courir|la météo à|#bourse",
        r"(?:en|à la) bourse (?:de|:)|a publié (?:une )?(?:nouvelle )?(?:photo|vidéo)|maintenant en direct",
        r"résultats trimestriels|statistiques (?:du jour|de la semaine)",
        unless=_PART_OF_A_PRODUCT,
    ),
    chatter=any_of(
        r"bonne (?:année|fête)|bon (?:week-?end|dimanche|anniversaire|lundi)",
        r"joyeux (?:noël|anniversaire)|joyeuses (?:fêtes|pâques)|bonjour de \w+|vient d'atterrir",
        r"rendez-vous (?:vendredi|samedi|demain|au)|on se voit|sur le balcon|avec un café|mon (?:chat|chien) \w+",
        r"portent bonheur|je porte mes|bisous de|salutations de|félicitations",
    ),
    courtesy=any_of(
        r"(?:bonjour|bonsoir|salut) (?:à (?:tous et à toutes|toutes et à tous|tous|toutes)|tout le monde|l'équipe)",
        r"(?:bonne (?:journée|soirée|nuit|année|fête)|bon (?:week-?end|dimanche|lundi)|joyeux noël|joyeuses fêtes)"
        r"(?: à [^.,;:!?\n]{0,40})?|bonsoir|(?:bien )?cordialement(?:,? \w+){0,2}\W*$|bien à vous(?:,? \w+){0,2}\W*$",
        r"à bientôt\W*$|(?:bises|salutations)(?:,? \w+){0,2}\W*$|(?:a?ha){2,}h?|mdr|lol|ptdr",
    ),
    place=any_of(
        r"pages?|sites?|écrans?|boutons?|formulaires?|caisse|panier|messages? d'erreur|code d'erreur",
        r"(?:ici (?:ça|il)|marche ici|arrive ici)",
    ),
    order=any_of(
        r"command(?:e|es|é|ée)|colis|livraisons?|livrée?s?|envois?|réservations?|billets?|marchandise"
        r"|numéro de suivi|suivre mon"
    ),
    software=any_of(r"appli\w*|app|mises? à jour|install\w*|plug-?in|module|logiciel|ios|android"),
    invoice=any_of(r"factur\w*|rembours\w*|abonnements?"),
    payment=any_of(r"paiements?|payée?s?|débit\w*|prélèv\w*|prélev\w*|argent"),
    vague=split(
        """
        a aide aidez app appli au aujourd'hui avec besoin bien bonjour bug c'est ça ce ces chose comme de depuis des du
        en encore erreur est et être fait faire faites fonctionne ici il j'ai je la le les ma mais marche me merci moi
        mon n'est ne non nous on ou où panne pas personne peut plus plaît pour pourquoi problème problèmes quand que
        quelqu'un qui quoi rien s'il salut se service souci svp tout très un une urgent va vos votre vous
        """
    ),
)
