"""Words that stand in any question and tell nothing about it, in five languages, without accents. Data only.

They are never given as the reason for a suggestion.
"""

from __future__ import annotations

EMPTY_WORDS = frozenset(
    """
    about after again all also always am an and any are as at be been but by can cannot cant could did didnt do does
    doesnt doing don dont even ever every for from get getting give go going got had has have he hello help her here
    hey hi him his how i id if ill im in into is isnt it its ive just keep like make me more my need no not now of off
    on one only or our out over please re really she should since so some still such tell than thanks that thats the
    their them then there these they thing this those to today too try trying up us use using ve very wait want was we
    were what whats when where which while who why will with wont would yet you your anything everything nothing
    something last next day days week weeks month months year yesterday morning hour hours heute gestern morgen tag
    tage tagen woche wochen monat monats jahr letzte letzten letzter stunde stunden etwas nichts oggi ieri giorno
    giorni settimana settimane mese mesi anno scorso scorsa stamattina ora ore qualcosa niente hoy ayer dia dias
    semana semanas mes meses ano pasado pasada manana hora horas hier jour jours semaine semaines mois annee dernier
    derniere matin soir heure heures aujourdhui chose rien aber alle allem allen als auch auf aus bei bin bis bitte da
    damit danke dann das dass dem den der des die dies diese diesem diesen dieser doch ein eine einem einen einer er
    es euch euer eure fur gibt habe haben hallo hat hatte hilfe ich ihr ihre ihren ihrer immer ist ja jetzt kann kein
    keine keinen kommt konnen man mehr mein meine meinem meinen meiner mich mir mit muss nach nicht noch nur ob oder
    schon sein seit sich sie sind um und uns vom von vor war warum wenn wer wie wieder wir wird wo zu zum zur abbiamo
    agli ai al alla anche ancora avete che chi ci ciao come con cosa cui dal dalla dei del dell della delle devo di
    dove ed ero fa fare gia gli grazie ha hanno ho il io la le lei lo ma mi mia mie miei mio nel nella nelle non ogni
    per perche piu poi posso puo qualcuno quando quanto quel quella questa queste questo qui se sei sempre senza si
    siete sono stata stato su sul sulla tra un una uno vi voglio vorrei vostra vostre vostri vostro algo alguien ante
    aqui ayuda cada como cual cuando de desde donde el ella en eres esa ese eso esta estan estas este esto estoy favor
    gracias hace hacer hay hola las les los mas mis mucho muy nada ni nos nuestra nuestro o os otra otro para pero
    poder por porque puede puedo que quien quiero sea ser siempre sin sobre solo son soy sus tambien te tengo tiene
    tienen toda todo todos tu tus unos va vez y ya yo aide alors apres au aussi autre aux avec avez avoir bien bonjour
    ca car ce cela ces cet cette chez comme comment dans depuis deux dois donc du elle elles encore est et etait ete
    etes etre eu fait faire faut ils jai je leur lui mais merci moi mon ne nest notre nous ont ou par pas peut peux
    plait plus pour pourquoi pouvez quand quelle quoi sa sans sera ses sil sont suis sur ta tes toi tous tout toute
    toutes tres une veux voici votre vos vous
    """.split()  # noqa: SIM905 - a paragraph is easier to read and to mend than a thousand quoted words
)
