"""Two hundred sentences as support writes them, forty in each language: none of them may be held."""

ENGLISH = """
Hi Anna, thanks for writing. We are looking at your export now.
Hi there, could you send us the link to the page where it stops?
Thank you for the screenshot, it shows exactly what we needed.
You are right, the invoice has the wrong date on it, and we have corrected it.
We see that the payment went through twice on Monday.
Please reload the page once and tell us what you see.
Your ticket is T-1042, and everything you wrote is in it.
The team is back on Monday at 09:00, and your message is first in line.
We have set your plan back to the old price of $12.50 a month.
None of your projects is lost, they are all in the archive.
The app needs version 4.2.1 or newer on Android.
Open Settings → Billing → Invoices and choose the month.
The status page is at https://status.acme.example and has the details.
We refunded 24.90 EUR on 3 March, and your bank shows it within 5 days.
What is the exact wording of the error on the screen?
It happens on about 2% of all imports, and yours was one of them.
We found the cause: the file has 1,048,577 rows, one more than fits.
Sorry, Anna. That should not have happened, and it was our mistake.
The field may hold letters, digits and the signs - _ . only.
Two-factor codes change every 30 seconds, so the clock of the phone matters.
If the button is grey, the form has an empty field in it.
You can download all your data as CSV or as JSON.
We are there from 09:00 to 17:00, Monday to Friday.
The outage began at 14:05 UTC and ended at 14:52 UTC.
On what device does the video stop?
We have passed your wish for a dark mode on to the product team.
To cancel, open Account and choose "End my plan" at the bottom.
Your account is active until 31 December, and nothing is charged after that.
The message "Error 500" means that the server had a problem, not you.
A private window of the browser shows whether an extension is in the way.
We have read everything you wrote, and we take it seriously.
That sounds like a long morning. Let us put it right.
The link in the mail works once; a new one is on its way to you.
We hear you: three days without an answer is too long.
Your reference is AC-2026-00417, please keep it.
The import takes a file of up to 25 MB (about 100,000 rows).
Nobody outside of your team can see the project.
Here is what we understood: the report is empty since Tuesday.
It works again since this morning; how does it look on your side?
Thank you, that helps. One second, let me look into this…
"""

GERMAN = """
Hallo Anna, danke für deine Nachricht. Wir sehen uns den Export gerade an.
Guten Tag, könnten Sie uns den Link zu der Seite schicken?
Vielen Dank für das Bild, es zeigt genau, was wir brauchen.
Sie haben recht, auf der Rechnung steht das falsche Datum.
Wir sehen, dass die Zahlung am Montag zweimal abgebucht wurde.
Bitte laden Sie die Seite einmal neu. Was sehen Sie dann?
Ihr Ticket ist T-1042, und alles, was Sie geschrieben haben, steht darin.
Ab Montag um 09:00 Uhr ist das Team wieder da.
Der alte Preis von 12,50 € im Monat gilt wieder.
Keines Ihrer Projekte ist verloren, alle liegen im Archiv.
Die App braucht unter Android die Version 4.2.1 oder neuer.
Öffnen Sie Einstellungen → Abrechnung und wählen Sie den Monat.
Die Einzelheiten stehen auf https://status.acme.example für alle.
Wir haben am 3. März 24,90 EUR erstattet.
Wie lautet die Meldung auf dem Bildschirm genau?
Das betrifft etwa 2 % aller Importe, und Ihrer war dabei.
Die Ursache ist gefunden: Die Datei hat 1.048.577 Zeilen.
Das tut uns leid, das war unser Fehler.
Das Feld nimmt Buchstaben, Ziffern und die Zeichen - _ . an.
Die Codes wechseln alle 30 Sekunden, also zählt die Uhr des Telefons.
Ist der Knopf grau, dann ist im Formular noch ein Feld leer.
Ihre Daten gibt es als CSV oder als JSON.
Wir sind montags bis freitags von 9 bis 17 Uhr da.
Die Störung begann um 14:05 Uhr und endete um 14:52 Uhr.
Auf welchem Gerät bleibt das Video stehen?
Ihren Wunsch nach einem dunklen Design haben wir weitergegeben.
Zum Kündigen öffnen Sie das Konto und wählen unten „Vertrag beenden“.
Ihr Konto läuft bis zum 31. Dezember, danach wird nichts abgebucht.
Die Meldung „Fehler 500“ heißt, dass der Server ein Problem hatte.
Ein privates Fenster zeigt, ob eine Erweiterung stört.
Wir haben alles gelesen und nehmen es ernst.
Das klingt nach einem langen Vormittag. Wir bringen das in Ordnung.
Der Link in der Mail gilt nur einmal; ein neuer ist unterwegs.
Drei Tage ohne Antwort sind zu lang, das stimmt.
Ihr Zeichen ist AC-2026-00417.
Eine Datei darf bis zu 25 MB groß sein (etwa 100.000 Zeilen).
Niemand außerhalb Ihres Teams sieht das Projekt.
So haben wir es verstanden: Der Bericht ist seit Dienstag leer.
Seit heute früh geht es wieder; wie sieht es bei Ihnen aus?
Danke, das hilft. Einen Moment, ich sehe es mir an…
"""

ITALIAN = """
Ciao Anna, grazie del messaggio. Stiamo guardando l'esportazione.
Buongiorno, ci può mandare il link della pagina?
Grazie per l'immagine, mostra proprio ciò che serve.
Ha ragione, la data sulla fattura è sbagliata.
Vediamo che il pagamento di lunedì è stato addebitato due volte.
Ricarichi la pagina una volta. Che cosa vede?
Il suo ticket è T-1042 e contiene tutto ciò che ci ha scritto.
La squadra torna lunedì alle 09:00.
È di nuovo valido il vecchio prezzo di 12,50 € al mese.
Nessuno dei suoi progetti è perso, sono tutti nell'archivio.
Su Android l'app richiede la versione 4.2.1 o successiva.
Apra Impostazioni → Fatturazione e scelga il mese.
I dettagli sono su https://status.acme.example per tutti.
Il 3 marzo abbiamo rimborsato 24,90 EUR.
Qual è il testo esatto dell'errore sullo schermo?
Riguarda circa il 2% delle importazioni, e la sua era tra queste.
Abbiamo trovato la causa: il file ha 1.048.577 righe.
Ci dispiace, è stato un nostro errore.
Il campo accetta lettere, cifre e i segni - _ . soltanto.
I codici cambiano ogni 30 secondi, quindi conta l'orologio del telefono.
Se il pulsante è grigio, nel modulo c'è un campo vuoto.
Può scaricare i suoi dati in CSV o in JSON.
Siamo qui dalle 9 alle 17, dal lunedì al venerdì.
Il guasto è iniziato alle 14:05 ed è finito alle 14:52.
Su quale dispositivo si ferma il video?
Abbiamo passato la richiesta di un tema scuro al prodotto.
Per disdire apra Account e scelga «Termina il piano».
Il conto resta attivo fino al 31 dicembre.
Il messaggio «Errore 500» dice che il server ha avuto un problema.
Una finestra privata mostra se un'estensione dà fastidio.
Abbiamo letto tutto e lo prendiamo sul serio.
Dev'essere stata una lunga mattina. Mettiamo a posto le cose.
Il link nella mail vale una volta; uno nuovo è in arrivo.
Tre giorni senza risposta sono troppi, è vero.
Il suo riferimento è AC-2026-00417.
Un file può pesare fino a 25 MB (circa 100.000 righe).
Nessuno fuori dalla sua squadra vede il progetto.
Abbiamo capito questo: il rapporto è vuoto da martedì.
Da stamattina funziona di nuovo; com'è da lei?
Grazie, questo aiuta. Un momento, guardo subito…
"""

SPANISH = """
Hola Anna, gracias por escribir. Estamos mirando la exportación.
Buenos días, ¿nos puede enviar el enlace de la página?
Gracias por la imagen, muestra justo lo que hacía falta.
Tiene razón, la fecha de la factura está mal.
Vemos que el pago del lunes se cobró dos veces.
Recargue la página una vez. ¿Qué ve?
Su ticket es T-1042 y contiene todo lo que nos escribió.
El equipo vuelve el lunes a las 09:00.
Vuelve a valer el precio anterior de 12,50 € al mes.
Ninguno de sus proyectos se ha perdido, están en el archivo.
En Android la aplicación necesita la versión 4.2.1 o posterior.
Abra Ajustes → Facturación y elija el mes.
Los detalles están en https://status.acme.example para todos.
El 3 de marzo devolvimos 24,90 EUR.
¿Cuál es el texto exacto del error en la pantalla?
Afecta a cerca del 2 % de las importaciones, y la suya era una.
Encontramos la causa: el archivo tiene 1.048.577 filas.
Lo sentimos, fue un error nuestro.
El campo admite letras, cifras y los signos - _ . nada más.
Los códigos cambian cada 30 segundos, así que importa el reloj del teléfono.
Si el botón está gris, falta un campo en el formulario.
Puede descargar sus datos en CSV o en JSON.
Estamos aquí de 9 a 17, de lunes a viernes.
La avería empezó a las 14:05 y terminó a las 14:52.
¿En qué dispositivo se detiene el vídeo?
Hemos pasado su deseo de un tema oscuro al equipo de producto.
Para cancelar abra Cuenta y elija «Terminar mi plan».
Su cuenta sigue activa hasta el 31 de diciembre.
El mensaje «Error 500» dice que el servidor tuvo un fallo.
Una ventana privada muestra si estorba una extensión.
Hemos leído todo y lo tomamos en serio.
Ha sido una mañana larga. Vamos a arreglarlo.
El enlace del correo vale una vez; ya sale uno nuevo.
Tres días sin respuesta son demasiados, es cierto.
Su referencia es AC-2026-00417.
Un archivo puede pesar hasta 25 MB (unas 100.000 filas).
Nadie fuera de su equipo ve el proyecto.
Esto entendimos: el informe está vacío desde el martes.
Desde esta mañana funciona de nuevo; ¿cómo lo ve usted?
Gracias, eso ayuda. Un momento, lo miro ahora…
"""

FRENCH = """
Bonjour Anna, merci de votre message. Nous regardons l'export en ce moment.
Bonjour, pouvez-vous nous envoyer le lien de la page ?
Merci pour l'image, elle montre exactement ce qu'il faut.
Vous avez raison, la date sur la facture est fausse.
Nous voyons que le paiement de lundi a été prélevé deux fois.
Rechargez la page une fois. Que voyez-vous ?
Votre ticket est T-1042, et tout ce que vous avez écrit s'y trouve.
L'équipe est de retour lundi à 9h00.
L'ancien prix de 12,50 € par mois est de nouveau valable.
Aucun de vos projets n'est perdu, ils sont dans les archives.
Sur Android, l'application demande la version 4.2.1 ou plus récente.
Ouvrez Réglages → Facturation et choisissez le mois.
Les détails sont sur https://status.acme.example pour tous.
Le 3 mars, nous avons remboursé 24,90 EUR.
Quel est le texte exact de l'erreur à l'écran ?
Cela touche environ 2 % des imports, et le vôtre en était.
Nous avons trouvé la cause : le fichier a 1 048 577 lignes.
Désolés, c'était notre erreur.
Le champ accepte des lettres, des chiffres et les signes - _ . seulement.
Les codes changent toutes les 30 secondes, l'heure du téléphone compte donc.
Si le bouton est gris, il manque un champ dans le formulaire.
Vous pouvez télécharger vos données en CSV ou en JSON.
Nous sommes là de 9h à 17h, du lundi au vendredi.
La panne a commencé à 14h05 et a pris fin à 14h52.
Sur quel appareil la vidéo s'arrête-t-elle ?
Nous avons transmis votre souhait d'un thème sombre.
Pour résilier, ouvrez Compte et choisissez « Terminer mon forfait ».
Votre compte reste actif jusqu'au 31 décembre.
Le message « Erreur 500 » dit que le serveur a eu un problème.
Une fenêtre privée montre si une extension gêne.
Nous avons tout lu et nous le prenons au sérieux.
La matinée a été longue. Nous remettons cela en ordre.
Le lien du mail ne sert qu'une fois ; un nouveau est en route.
Trois jours sans réponse, c'est trop long, c'est vrai.
Votre référence est AC-2026-00417.
Un fichier peut peser jusqu'à 25 Mo (environ 100 000 lignes).
Personne en dehors de votre équipe ne voit le projet.
Voici ce que nous avons compris : le rapport est vide depuis mardi.
Depuis ce matin, cela marche de nouveau ; et chez vous ?
Merci, cela aide. Un instant, je regarde…
"""

SENTENCES = tuple(
    line for text in (ENGLISH, GERMAN, ITALIAN, SPANISH, FRENCH) for line in text.splitlines() if line.strip()
)
