import type { Text } from "./texts.ts";

export const de = {
  "dns-failed": [
    "DNS hat nicht geantwortet, als nach {question} gefragt wurde ({why}).",
    "Später noch einmal versuchen. Bleibt es so: stimmen die Server in dns.servers?",
  ],
  "broken-off": ["Die Prüfung hat zu lange gedauert und wurde abgebrochen.", "Später noch einmal versuchen."],
  "host-no-address": [
    "{host} hat im DNS keine öffentliche Adresse.",
    "Einen A-Eintrag (und bei IPv6 einen AAAA-Eintrag) mit der Adresse dieses Servers anlegen, und hostname in config.json darauf setzen.",
  ],
  "mx-ok": ["Mail an {domain} geht an {servers}, also hierher."],
  "mx-front": [
    "Mail an {domain} geht an {servers}.",
    "Das ist richtig, wenn dort der Mailserver steht, der an Rundmail weitergibt. Sonst diesen Eintrag setzen.",
  ],
  "mx-elsewhere": [
    "Mail an {domain} geht an {servers} und nicht an diesen Server ({hostname}).",
    "Diesen Eintrag setzen. Steht dort ein Mailserver, der an Rundmail weitergibt, seine Adresse in authentication.trustedPeers eintragen.",
  ],
  "mx-implicit": ["{domain} hat keinen MX-Eintrag, nur eine Adresse; die führt hierher.", "Besser ist ein MX-Eintrag."],
  "mx-none": ["{domain} hat keinen MX-Eintrag: Mail an die Gruppen kommt nicht an.", "Diesen Eintrag anlegen."],
  "mx-null": [
    "{domain} sagt mit einem leeren MX, dass es keine Mail annimmt.",
    "Den leeren MX durch diesen Eintrag ersetzen.",
  ],
  "mx-is-address": [
    "Der MX von {domain} ist die Zahl {server}; dort muss ein Name stehen.",
    "Den MX durch diesen Eintrag ersetzen.",
  ],
  "mx-no-address": [
    "Der MX von {domain} heisst {server}, aber dieser Name hat keine Adresse.",
    "Den Namen im MX berichtigen oder für ihn einen A-Eintrag anlegen.",
  ],
  "spf-ok": ["SPF von {domain} erlaubt unsere Adresse ({addresses})."],
  "spf-none": [
    "{domain} hat keinen SPF-Eintrag.",
    "Den Eintrag anlegen. Geht die Mail über einen Hoster, nennt er den richtigen (meist ein include).",
  ],
  "spf-several": [
    "{domain} hat {count} SPF-Einträge; dann gilt keiner.",
    "Alle in einem einzigen zusammenfassen und die anderen löschen.",
  ],
  "spf-broken": [
    "Der SPF-Eintrag von {domain} ist ungültig ({why}).",
    "Den Eintrag berichtigen; erlaubt sind höchstens 10 Nachfragen (include, a, mx, ptr, exists).",
  ],
  "spf-refused": [
    "SPF von {domain} erlaubt unsere Adresse {addresses} nicht (Ergebnis: {result}).",
    "Den bestehenden SPF-Eintrag durch diesen ersetzen.",
  ],
  "spf-relay": [
    "SPF von {domain} erlaubt {addresses} von {relay} nicht (Ergebnis: {result}). Sendet das Relay von anderen Adressen, kann das trotzdem richtig sein.",
    "Den Hoster fragen, welches include in den SPF-Eintrag von {domain} gehört.",
  ],
  "spf-address-unknown": [
    "{domain} hat einen SPF-Eintrag, aber von welcher Adresse unsere Mail kommt, ist nicht zu erkennen.",
  ],
  "dkim-off": [
    "Rundmail unterschreibt die Mail dieses Absenders nicht. GMX und web.de lehnen ab, was nicht unterschrieben ist.",
    "Einen Schlüssel erzeugen und unter senders eintragen, ausser das Relay unterschreibt selbst für diese Domain.",
  ],
  "dkim-key-useless": [
    "Der Schlüssel {file} ist nicht zu gebrauchen ({why}).",
    "Die Datei wiederherstellen oder mit rundmail dkim create neu erzeugen.",
  ],
  "dkim-short": [
    "Der Schlüssel {file} hat nur {bits} Bit.",
    "Einen neuen mit 2048 Bit unter einem neuen Selektor erzeugen.",
  ],
  "dkim-ed25519": [
    "Unterschrieben wird mit Ed25519; das verstehen noch nicht alle Empfänger.",
    "Solange grosse Anbieter das nicht prüfen, ist ein RSA-Schlüssel mit 2048 Bit sicherer.",
  ],
  "dkim-ok": ["Unter {name} steht der Schlüssel, mit dem wir unterschreiben ({type}, {bits} Bit)."],
  "dkim-none": [
    "Unter {name} steht kein Schlüssel: Niemand kann unsere Unterschrift prüfen.",
    "Diesen Eintrag anlegen.",
  ],
  "dkim-several": ["Unter {name} stehen mehrere Einträge.", "Alle löschen bis auf diesen."],
  "dkim-revoked": [
    "Der Schlüssel unter {name} ist als ungültig bezeichnet (p= ist leer).",
    "Diesen Eintrag setzen, oder einen neuen Selektor wählen.",
  ],
  "dkim-useless": ["Der Eintrag {name} ist nicht zu gebrauchen ({why}).", "Durch diesen Eintrag ersetzen."],
  "dkim-other-key": [
    "Unter {name} steht ein anderer Schlüssel als der, mit dem wir unterschreiben.",
    "Durch diesen Eintrag ersetzen.",
  ],
  "dkim-testing": ["Der Eintrag {name} sagt, dass nur getestet wird (t=y).", "Durch diesen Eintrag ersetzen."],
  "dmarc-ok": ["{domain}: DMARC {policy}, unsere Unterschrift passt zur Absenderadresse."],
  "dmarc-none": [
    "{domain} hat keinen DMARC-Eintrag.",
    "Diesen Eintrag anlegen; er ändert nichts an der Zustellung und bestellt Berichte.",
  ],
  "dmarc-several": [
    "Unter {at} stehen mehrere DMARC-Einträge; dann gilt keiner.",
    "Alle löschen bis auf einen, zum Beispiel diesen.",
  ],
  "dmarc-useless": ["Der DMARC-Eintrag {at} ist ungültig.", "Zum Beispiel durch diesen ersetzen."],
  "dmarc-spf-only": [
    "{domain}: DMARC {policy}. Für die Absenderadresse bürgt nur der Rückweg ({returnPath}); wird eine Mail weitergeleitet, bürgt niemand mehr.",
    "Mit einem DKIM-Schlüssel von {domain} unterschreiben.",
  ],
  "dmarc-relay-signs": [
    "{domain}: DMARC {policy}. Ob {relay} mit einem Schlüssel von {domain} unterschreibt, ist von hier aus nicht zu sehen.",
    "Eine Testmail an eine eigene Adresse bei Gmail schicken und dort «Original anzeigen»: Bei DKIM muss PASS und {domain} stehen.",
  ],
  "dmarc-not-aligned": [
    "{domain}: DMARC {policy}, aber niemand bürgt für die Absenderadresse: Unterschrift von {signs}, Rückweg {returnPath}.",
    "Mit einem DKIM-Schlüssel von {domain} unterschreiben (dkim.domain).",
  ],
  "ptr-ok": ["{address} heisst {name}, wie wir uns nennen."],
  "ptr-none": [
    "{address} hat keinen Namen (PTR). GMX, web.de, T-Online und Gmail lehnen solche Mail ab.",
    "Beim Betreiber des Servers diesen Eintrag bestellen (Reverse DNS).",
  ],
  "ptr-unconfirmed": [
    "{address} heisst {name}, aber dieser Name führt nicht zu {address} zurück.",
    "Beim Betreiber des Servers diesen Eintrag bestellen (Reverse DNS).",
  ],
  "ptr-other-name": [
    "{address} heisst {name}, wir nennen uns aber {hostname}.",
    "Den PTR so setzen, oder hostname in config.json auf {name}.",
  ],
  "ptr-generic": [
    "{address} heisst {name}; das sieht nach einem Heimanschluss aus und wird von GMX, web.de und T-Online abgelehnt.",
    "Beim Betreiber des Servers diesen Eintrag bestellen (Reverse DNS).",
  ],
  "ptr-relay": [
    "Von welchen Adressen {relay} weiterschickt, ist von hier aus nicht zu sehen; für ihre Namen sorgt der Hoster.",
  ],
  "relay-ok": ["{server} nimmt unsere Mail an."],
  "relay-ok-login": ["{server} nimmt die Anmeldung von {user} an."],
  "relay-unreachable": [
    "{server} ist nicht erreichbar ({why}).",
    "Host, Port und Sicherheit des Relays prüfen. Viele Netze sperren Port 25; Hoster nehmen Mail auf 465 oder 587.",
  ],
  "relay-refuses": [
    "{server} will nichts von uns wissen: {why}",
    "Die Antwort sagt, woran es liegt; sonst den Hoster fragen.",
  ],
  "relay-login-refused": [
    "{server} lehnt die Anmeldung von {user} ab: {why}",
    "Benutzer und Passwort beim Hoster prüfen und die Passwortdatei berichtigen.",
  ],
  "relay-no-password": [
    "Die Passwortdatei {file} ist nicht lesbar ({why}).",
    "Die Datei anlegen und dem Benutzer von Rundmail das Leserecht geben.",
  ],
  "relay-not-encrypted": [
    "{server} bietet keine Verschlüsselung an (STARTTLS).",
    "Den Hoster nach einem verschlüsselten Zugang fragen (Port 465 oder 587).",
  ],
  "relay-open-login": [
    "Das Passwort von {user} geht unverschlüsselt an {server}.",
    "Bei diesem Relay security auf starttls oder tls stellen.",
  ],
  "relay-certificate": ["Das Zertifikat von {server} gilt noch {days|Tag|Tage}."],
  "relay-certificate-over": [
    "Das Zertifikat von {server} ist abgelaufen.",
    "Den Betreiber des Relays benachrichtigen.",
  ],
  "relay-certificate-unproven": [
    "Das Zertifikat von {server} ist von niemandem bestätigt, den wir kennen ({why}).",
    "Mit security starttls oder tls würde die Verbindung abgelehnt.",
  ],
  "size-ok": ["{server} nimmt so grosse Mails wie wir."],
  "size-unsaid": ["{server} sagt nicht, wie grosse Mails es annimmt.", "Bei grossen Anhängen den Hoster fragen."],
  "size-small": [
    "{server} nimmt nur Mails bis {limit}, wir nehmen sie bis {biggest} an.",
    "In listen die Grenze so setzen, damit der Absender es gleich erfährt.",
  ],
  "receives-ok": ["{address} nimmt Mail an ({server})."],
  "receives-refused": [
    "{address} nimmt keine Mail an: {why}",
    "Das Postfach einrichten, oder eine andere Absenderadresse wählen.",
  ],
  "receives-no-server": [
    "{address} hat keinen Mailserver: Antworten und Fehlermeldungen gehen verloren.",
    "Einen MX-Eintrag für die Domain anlegen, oder eine andere Adresse wählen.",
  ],
  "receives-unknown": [
    "Ob {address} Mail annimmt, war nicht zu erfahren ({why}).",
    "Von aussen eine Testmail an diese Adresse schicken.",
  ],
  "certificate-lasts": [
    "Das Zertifikat von {listener} gilt noch {days|Tag|Tage}.",
    "Ist es bald abgelaufen: prüfen, warum es nicht erneuert wird ({file}).",
  ],
  "certificate-over": ["Das Zertifikat von {listener} ist abgelaufen.", "Erneuern und Rundmail neu starten ({file})."],
  "certificate-other-name": [
    "Das Zertifikat von {listener} gilt nicht für {hostname}.",
    "Ein Zertifikat auf diesen Namen ausstellen lassen.",
  ],
  "certificate-useless": ["Das Zertifikat {file} ist nicht zu gebrauchen ({why}).", "Die Datei wiederherstellen."],
  "consumer-host-limit": [
    "{server} gehört zu {provider}, einem Anbieter für Privatpersonen, und erlaubt {perDay} Empfänger am Tag ({source}).",
    "Den Mailserver des eigenen Hosters oder einen Versanddienst nehmen. Bis dahin perDay begrenzen.",
  ],
  "consumer-host": [
    "{server} gehört zu {provider}, einem Anbieter für Privatpersonen. Er sperrt, wer an viele schreibt, und nennt die Grenze nicht ({source}).",
    "Den Mailserver des eigenen Hosters oder einen Versanddienst nehmen.",
  ],
  pace: ["Die grösste Gruppe ({group}, {persons|Person|Personen}) dauert {minutes}."],
  "pace-long": [
    "Die grösste Gruppe ({group}, {persons|Person|Personen}) dauert {minutes}.",
    "Den Hoster fragen, wie viele Mails pro Stunde erlaubt sind, und batch erhöhen.",
  ],
  "disk-ok": ["{free} frei in {folder}."],
  "disk-low": ["Nur noch {free} frei in {folder}; unter {keep} wird keine Mail mehr angenommen.", "Platz schaffen."],
  "disk-full": [
    "Nur noch {free} frei in {folder}: Es wird keine Mail mehr angenommen (Grenze {keep}).",
    "Sofort Platz schaffen.",
  ],
  "database-ok": ["Die Datenbank hat {size}."],
  "database-damaged": [
    "Die Datenbank {file} ist beschädigt ({why}).",
    "Den Server anhalten, die Datei beiseitelegen und die letzte Sicherung einspielen.",
  ],
  "database-wal": [
    "Das Journal der Datenbank hat {wal}.",
    "Ein anderes Programm liest die Datenbank und hält sie fest; es beenden oder Rundmail neu starten.",
  ],
  "groups-ok": ["Wo Mails freizugeben sind, kann jemand sie freigeben."],
  "groups-no-moderator": [
    "In {count|Gruppe|Gruppen} müsste jemand Mails freigeben, aber niemand mit einer Adresse darf es: {names}",
    "moderatorRole setzen und die Rolle jemandem mit E-Mail-Adresse geben.",
  ],
  "secrets-ok": ["Schlüssel, Passwörter und Datenbank kann nur Rundmail lesen."],
  "secrets-open": ["Andere auf diesem Rechner können lesen: {files}", "Die Rechte so setzen."],
  "secrets-windows": ["Wer Schlüssel und Passwörter lesen kann, lässt sich unter Windows so nicht feststellen."],
} as const satisfies Record<string, Text>;
