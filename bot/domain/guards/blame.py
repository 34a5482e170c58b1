"""Guard: no blame, no defence, no telling people how to feel. It warns; the human decides.

Source: the operating room's rule, respond and do not react.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, warn
from bot.domain.guards.sentences import Phrases

_GUARD = "blame"
_BLAMING = Phrases(
    {
        "en": """
            you should have
            you should've
            you must have
            you could have
            you shouldn't have
            you failed to
            you forgot
            you never told
            you never sent
            you didn't read
            you did not read
            you didn't follow
            you did not follow
            if you had read
            had you read
            your fault
            your own fault
            your mistake
            your own mistake
            user error
            you caused
            you broke
            you are wrong
            you're wrong
            you clearly
            you obviously
            you people
            you claim
            you have to understand
            you need to understand
            you must understand
            """,
        "de": """
            Sie hätten
            du hättest
            Ihr Fehler
            Ihr eigener Fehler
            dein Fehler
            Ihre Schuld
            Ihre eigene Schuld
            deine Schuld
            selbst schuld
            selber schuld
            Sie haben vergessen
            du hast vergessen
            Sie haben nicht gelesen
            du hast nicht gelesen
            Anwenderfehler
            Bedienungsfehler
            Sie irren sich
            Sie behaupten
            Sie müssen verstehen
            du musst verstehen
            """,
        "it": """
            avrebbe dovuto
            avresti dovuto
            colpa sua
            colpa tua
            è un suo errore
            è un tuo errore
            errore suo
            errore tuo
            ha dimenticato di
            hai dimenticato di
            non ha letto
            non hai letto
            si sbaglia
            ti sbagli
            lei sostiene
            deve capire
            devi capire
            """,
        "es": """
            debería haber
            deberías haber
            culpa suya
            culpa tuya
            es su culpa
            es tu culpa
            error suyo
            error tuyo
            se ha olvidado
            te has olvidado
            ha olvidado usted
            no ha leído
            no has leído
            se equivoca
            te equivocas
            usted afirma
            tiene que entender
            tienes que entender
            """,
        "fr": """
            vous auriez dû
            tu aurais dû
            votre faute
            ta faute
            votre erreur
            ton erreur
            vous avez oublié
            tu as oublié
            vous n'avez pas lu
            tu n'as pas lu
            vous vous trompez
            tu te trompes
            vous prétendez
            vous devez comprendre
            tu dois comprendre
            """,
    }
)
_DEFENDING = Phrases(
    {
        "en": """
            our policy
            company policy
            not our fault
            not our problem
            not our mistake
            not our responsibility
            not responsible for
            nothing we can do
            as i said
            as we said
            as i told you
            as we told you
            as stated
            as already explained
            as already mentioned
            as mentioned before
            like i said
            nobody else
            no one else has
            works for us
            works fine for us
            works on our side
            works on our end
            obviously
            calm down
            please relax
            be patient
            to be fair
            with all due respect
            we are only human
            we're only human
            """,
        "de": """
            unsere Richtlinien
            nicht unsere Schuld
            nicht unser Fehler
            nicht unser Problem
            nicht zuständig
            nicht verantwortlich für
            wie ich schon sagte
            wie wir schon sagten
            wie bereits gesagt
            wie bereits erwähnt
            wie bereits erklärt
            wie gesagt
            bei uns funktioniert
            niemand sonst
            offensichtlich
            offenbar haben Sie
            beruhigen Sie sich
            beruhige dich
            haben Sie Geduld
            hab Geduld
            """,
        "it": """
            la nostra politica
            non è colpa nostra
            non è un nostro problema
            non siamo responsabili
            non possiamo farci niente
            non possiamo farci nulla
            come ho già detto
            come già detto
            come già spiegato
            come detto
            da noi funziona
            nessun altro
            ovviamente
            si calmi
            calmati
            abbia pazienza
            abbi pazienza
            """,
        "es": """
            nuestra política
            no es culpa nuestra
            no es nuestra culpa
            no es nuestro problema
            no somos responsables
            no podemos hacer nada
            como ya dije
            como ya le dijimos
            como ya hemos dicho
            como ya se explicó
            a nosotros nos funciona
            nadie más
            obviamente
            cálmese
            cálmate
            tenga paciencia
            ten paciencia
            """,
        "fr": """
            notre politique
            pas notre faute
            pas de notre faute
            pas notre problème
            pas responsables
            nous n'y pouvons rien
            on n'y peut rien
            comme je l'ai dit
            comme nous l'avons dit
            comme déjà dit
            comme déjà expliqué
            chez nous ça marche
            chez nous cela fonctionne
            personne d'autre
            évidemment
            calmez-vous
            calme-toi
            soyez patient
            soyez patiente
            sois patient
            """,
    }
)


def blame(draft: Draft) -> Iterator[Finding]:
    """A message gives nobody the fault and does not defend us."""
    for start, end in _BLAMING.find(draft.text):
        sentence = f"“{draft.text[start:end]}” sounds like blame. Say what happened and what comes next."
        yield warn(_GUARD, sentence, start, end)
    for start, end in _DEFENDING.find(draft.text):
        sentence = f"“{draft.text[start:end]}” sounds defensive. Say back what you understood instead."
        yield warn(_GUARD, sentence, start, end)
