"""The words by which somebody promises to come back, and those that say a time, in five languages.

The guard warns of a promise without a time; a promise with one is found with the same words, so that both agree.
"""

from __future__ import annotations

import re

from bot.domain.guards.sentences import Phrases

PROMISES = Phrases(
    {
        "en": """
            get back to you
            be back to you
            come back to you
            we'll be back
            we will be back
            we'll let you know
            we will let you know
            i'll let you know
            i will let you know
            we'll keep you posted
            we will keep you posted
            i'll keep you posted
            keep you updated
            keep you informed
            will update you
            we'll update you
            i'll update you
            will follow up
            we'll follow up
            i'll follow up
            will be in touch
            we'll be in touch
            i'll be in touch
            will contact you
            we'll contact you
            will reach out
            we'll reach out
            will email you
            will call you
            we'll call you
            i'll call you
            will be fixed
            will be resolved
            will be refunded
            we'll fix
            we will fix
            we'll refund
            we will refund
            we'll resolve
            we will resolve
            """,
        "de": """
            melden uns
            melde mich
            meldet sich
            melden uns wieder
            halten Sie auf dem Laufenden
            halte Sie auf dem Laufenden
            halten dich auf dem Laufenden
            halte dich auf dem Laufenden
            sagen Ihnen Bescheid
            sage Ihnen Bescheid
            sagen dir Bescheid
            geben Ihnen Bescheid
            gebe Ihnen Bescheid
            geben dir Bescheid
            kommen auf Sie zu
            kommen auf dich zu
            wird behoben
            werden wir beheben
            wird erstattet
            """,
        "it": """
            ti faremo sapere
            le faremo sapere
            vi faremo sapere
            ti farò sapere
            le farò sapere
            ti ricontatteremo
            la ricontatteremo
            ti contatteremo
            la contatteremo
            ti aggiorneremo
            la aggiorneremo
            ci faremo sentire
            ci faremo vivi
            ti risponderemo
            le risponderemo
            verrà risolto
            sarà risolto
            verrà rimborsato
            """,
        "es": """
            le avisaremos
            te avisaremos
            le informaremos
            te informaremos
            le mantendremos informado
            le mantendremos informada
            te mantendremos informado
            te mantendremos al tanto
            le contactaremos
            te contactaremos
            nos pondremos en contacto
            le responderemos
            te responderemos
            le llamaremos
            te llamaremos
            será resuelto
            se resolverá
            se le reembolsará
            """,
        "fr": """
            reviendrons vers vous
            revenons vers vous
            reviens vers vous
            reviendrai vers vous
            reviens vers toi
            vous tiendrons au courant
            vous tiens au courant
            vous tiendrons informé
            vous tiendrons informée
            te tiens au courant
            vous recontacterons
            vous contacterons
            vous répondrons
            vous appellerons
            vous préviendrons
            sera résolu
            sera corrigé
            sera remboursé
            """,
    }
)
# A time that nobody can be held to is a promise without one.
SOME_DAY = Phrases(
    {
        "en": """
            soon
            shortly
            asap
            as soon as possible
            as quickly as possible
            in a bit
            in due course
            at some point
            momentarily
            """,
        "de": """
            bald
            baldmöglichst
            so bald wie möglich
            so schnell wie möglich
            schnellstmöglich
            in Kürze
            demnächst
            zeitnah
            """,
        "it": """
            al più presto
            il prima possibile
            quanto prima
            a breve
            tra poco
            fra poco
            prossimamente
            """,
        "es": """
            lo antes posible
            cuanto antes
            en breve
            dentro de poco
            muy pronto
            lo más pronto posible
            próximamente
            """,
        "fr": """
            bientôt
            dès que possible
            au plus vite
            au plus tôt
            dans les plus brefs délais
            sous peu
            prochainement
            d'ici peu
            """,
    }
)
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2} ?(?:h|am|pm|uhr|o'clock)\b|\b\d{1,2}[./]\d{1,2}\b|\b20\d\d-\d\d-\d\d\b"
    r"|\b(?:\d+|an?|one|two|three|few|einer?|einem|zwei|drei|un[ao]?|due|tre|dos|tres|une|deux|trois|half an"
    r"|einigen|wenigen|mezz'|media|quelques) ?"
    r"(?:(?:business|working) )?(?:minutes?|hours?|days?|weeks?|minuten?|stunden?|tagen?|werktagen?|arbeitstagen?"
    r"|wochen?|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|minutos?|horas?|d[ií]as?|semanas?|heures?|jours?|semaines?)\b"
    r"|\b(?:today|tonight|tomorrow|noon|midnight|heute|morgen|mittag|oggi|domani|stasera|mezzogiorno|hoy|mañana"
    r"|esta noche|aujourd'hui|demain|ce soir|midi)\b"
    r"|\b(?:this|the same|end of(?: the)?|by the end of(?: the)?) (?:morning|afternoon|evening|day|week|month)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b"
    r"|\b(?:luned|marted|mercoled|gioved|venerd)ì|\bsabato\b|\bdomenica\b"
    r"|\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d|\d{1,2}(?:\.|st|nd|rd|th)? [a-zà-ÿ]{3,} 20\d\d"
)


def says_a_time(sentence: str) -> bool:
    """Tell whether a sentence in small letters names any time, however roughly."""
    return _TIME.search(sentence) is not None
