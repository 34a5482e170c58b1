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
    were what whats when where which while who why will with wont would yet you your
    aber alle allem allen als also am an auch auf aus bei bin bis bitte da damit danke dann das dass dem den der des die
    dies diese diesem diesen dieser doch ein eine einem einen einer er es euch euer eure fur gibt habe haben hallo hat
    hatte hier hilfe ich ihr ihre ihren ihrer im immer in ist ja jetzt kann kein keine keinen kommt konnen man mehr mein
    meine meinem meinen meiner mich mir mit muss nach nicht noch nur ob oder schon sein seit sich sie sind so um und uns
    vom von vor war warum was wenn wer wie wieder wir wird wo zu zum zur
    abbiamo agli ai al alla alle anche ancora avete che chi ci ciao come con cosa cui da dal dalla dei del dell della
    delle devo di dove ed ero fa fare gia gli grazie ha hanno ho il io la le lei lo ma me mi mia mie miei mio nel nella
    nelle non ogni per perche piu poi posso puo qualcuno quando quanto quel quella questa queste questo qui se sei
    sempre senza si siete sono stata stato su sul sulla tra un una uno vi voglio vorrei vostra vostre vostri vostro
    algo alguien ante aqui ayuda cada como con cual cuando de del desde donde el ella en eres es esa ese eso esta estan
    estas este esto estoy favor gracias ha hace hacer hay hola la las le les lo los mas me mi mis mucho muy nada ni no
    nos nuestra nuestro o os otra otro para pero poder por porque puede puedo que quien quiero sea ser si siempre sin
    sobre solo son soy su sus tambien te tengo tiene tienen toda todo todos tu tus una uno unos va vez y ya yo
    ai aide alors apres au aussi autre aux avec avez avoir bien bonjour ca car ce cela ces cet cette chez comme comment
    dans de depuis des deux dois donc du elle elles en encore est et etait ete etes etre eu fait faire faut il ils jai
    je la le les leur lui ma mais me merci mes moi mon ne nest nos notre nous on ont ou par pas peut peux plait plus
    pour pourquoi pouvez quand que quel quelle qui quoi sa sans se sera ses si sil son sont suis sur ta te tes toi tous
    tout toute toutes tres tu un une veux voici votre vos vous
    """.split()  # noqa: SIM905 - a paragraph is easier to read and to mend than a thousand quoted words
)
