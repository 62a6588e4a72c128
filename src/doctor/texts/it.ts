import type { Texts } from "./texts.ts";

export const it: Texts = {
  "dns-failed": [
    "Il DNS non ha risposto alla domanda {question} ({why}).",
    "Riprovare più tardi. Se continua: i server in dns.servers sono giusti?",
  ],
  "broken-off": ["Il controllo è durato troppo ed è stato interrotto.", "Riprovare più tardi."],
  "host-no-address": [
    "{host} non ha un indirizzo pubblico nel DNS.",
    "Creare un record A (e con IPv6 un record AAAA) con l'indirizzo di questo server, e indicarlo come hostname in config.json.",
  ],
  "mx-ok": ["La posta per {domain} va a {servers}, quindi qui."],
  "mx-front": [
    "La posta per {domain} va a {servers}.",
    "È giusto se il server di posta che si trova lì la passa a Rundmail. Altrimenti creare questo record.",
  ],
  "mx-elsewhere": [
    "La posta per {domain} va a {servers} e non a questo server ({hostname}).",
    "Creare questo record. Se lì un server di posta la passa a Rundmail, indicarne l'indirizzo in authentication.trustedPeers.",
  ],
  "mx-implicit": ["{domain} non ha un record MX, solo un indirizzo, che porta qui.", "Meglio un record MX."],
  "mx-none": ["{domain} non ha un record MX: la posta per i gruppi non arriva.", "Creare questo record."],
  "mx-null": ["{domain} dice con un MX vuoto che non accetta posta.", "Sostituire l'MX vuoto con questo record."],
  "mx-is-address": ["L'MX di {domain} è il numero {server}; ci vuole un nome.", "Sostituire l'MX con questo record."],
  "mx-no-address": [
    "L'MX di {domain} si chiama {server}, ma questo nome non ha un indirizzo.",
    "Correggere il nome nell'MX, o creare per esso un record A.",
  ],
  "spf-ok": ["L'SPF di {domain} permette il nostro indirizzo ({addresses})."],
  "spf-none": [
    "{domain} non ha un record SPF.",
    "Crearlo. Se la posta parte da un hoster, lui conosce quello giusto (per lo più un include).",
  ],
  "spf-several": [
    "{domain} ha {count} record SPF; allora non ne vale nessuno.",
    "Riunirli in uno solo e cancellare gli altri.",
  ],
  "spf-broken": [
    "Il record SPF di {domain} non è valido ({why}).",
    "Correggerlo; sono permesse al massimo 10 domande (include, a, mx, ptr, exists).",
  ],
  "spf-refused": [
    "L'SPF di {domain} non permette il nostro indirizzo {addresses} (risultato: {result}).",
    "Sostituire il record SPF esistente con questo.",
  ],
  "spf-relay": [
    "L'SPF di {domain} non permette {addresses} di {relay} (risultato: {result}). Se il relay spedisce da altri indirizzi, può essere giusto lo stesso.",
    "Chiedere all'hoster quale include va nel record SPF di {domain}.",
  ],
  "spf-address-unknown": ["{domain} ha un record SPF, ma da quale indirizzo arriva la nostra posta non si può vedere."],
  "dkim-off": [
    "Rundmail non firma la posta di questo mittente. GMX e web.de rifiutano ciò che non è firmato.",
    "Creare una chiave e indicarla sotto senders, a meno che il relay firmi da sé per questo dominio.",
  ],
  "dkim-key-useless": [
    "La chiave {file} è inutilizzabile ({why}).",
    "Ripristinare il file, o crearne uno con rundmail dkim create.",
  ],
  "dkim-short": ["La chiave {file} ha solo {bits} bit.", "Crearne una di 2048 bit con un nuovo selettore."],
  "dkim-ed25519": [
    "La firma è in Ed25519, che non tutti i destinatari capiscono ancora.",
    "Finché grandi fornitori non la controllano, una chiave RSA di 2048 bit è più sicura.",
  ],
  "dkim-ok": ["La chiave con cui firmiamo si trova sotto {name} ({type}, {bits} bit)."],
  "dkim-none": [
    "Sotto {name} non c'è nessuna chiave: nessuno può controllare la nostra firma.",
    "Creare questo record.",
  ],
  "dkim-several": ["Sotto {name} ci sono più record.", "Cancellarli tutti tranne questo."],
  "dkim-revoked": [
    "La chiave sotto {name} è dichiarata non valida (p= è vuoto).",
    "Creare questo record, o scegliere un nuovo selettore.",
  ],
  "dkim-useless": ["Il record {name} è inutilizzabile ({why}).", "Sostituirlo con questo."],
  "dkim-other-key": [
    "Sotto {name} c'è una chiave diversa da quella con cui firmiamo.",
    "Sostituirla con questo record.",
  ],
  "dkim-testing": ["Il record {name} dice che si tratta di una prova (t=y).", "Sostituirlo con questo."],
  "dmarc-ok": ["{domain}: DMARC {policy}, la nostra firma corrisponde all'indirizzo del mittente."],
  "dmarc-none": [
    "{domain} non ha un record DMARC.",
    "Creare questo; non cambia nulla alla consegna e ordina rapporti.",
  ],
  "dmarc-several": [
    "Sotto {at} ci sono più record DMARC; allora non ne vale nessuno.",
    "Cancellarli tutti tranne uno, per esempio questo.",
  ],
  "dmarc-useless": ["Il record DMARC {at} non è valido.", "Sostituirlo, per esempio con questo."],
  "dmarc-spf-only": [
    "{domain}: DMARC {policy}. Per il mittente garantisce solo la via di ritorno ({returnPath}); nessuno più, se una mail viene inoltrata.",
    "Firmare con una chiave DKIM di {domain}.",
  ],
  "dmarc-relay-signs": [
    "{domain}: DMARC {policy}. Da qui non si vede se {relay} firma con una chiave di {domain}.",
    "Spedire una mail di prova a un proprio indirizzo Gmail e scegliere «Mostra originale»: DKIM deve dire PASS e {domain}.",
  ],
  "dmarc-not-aligned": [
    "{domain}: DMARC {policy}, ma nessuno garantisce per il mittente: firma di {signs}, via di ritorno {returnPath}.",
    "Firmare con una chiave DKIM di {domain} (dkim.domain).",
  ],
  "ptr-ok": ["{address} si chiama {name}, come ci chiamiamo noi."],
  "ptr-none": [
    "{address} non ha un nome (PTR). GMX, web.de, T-Online e Gmail rifiutano tale posta.",
    "Chiedere questo record al gestore del server (reverse DNS).",
  ],
  "ptr-unconfirmed": [
    "{address} si chiama {name}, ma questo nome non riporta a {address}.",
    "Chiedere questo record al gestore del server (reverse DNS).",
  ],
  "ptr-other-name": [
    "{address} si chiama {name}, ma noi ci chiamiamo {hostname}.",
    "Impostare così il PTR, o hostname in config.json su {name}.",
  ],
  "ptr-generic": [
    "{address} si chiama {name}; sembra un collegamento privato, che GMX, web.de e T-Online rifiutano.",
    "Chiedere questo record al gestore del server (reverse DNS).",
  ],
  "ptr-relay": ["Da quali indirizzi {relay} spedisce non si vede da qui; ai loro nomi pensa l'hoster."],
  "relay-ok": ["{server} accetta la nostra posta."],
  "relay-ok-login": ["{server} accetta l'accesso di {user}."],
  "relay-unreachable": [
    "{server} non è raggiungibile ({why}).",
    "Controllare host, porta e sicurezza del relay. Molte reti bloccano la porta 25; gli hoster accettano posta su 465 o 587.",
  ],
  "relay-refuses": [
    "{server} non vuole saperne di noi: {why}",
    "La risposta dice perché; altrimenti chiedere all'hoster.",
  ],
  "relay-login-refused": [
    "{server} rifiuta l'accesso di {user}: {why}",
    "Controllare utente e password con l'hoster, e correggere il file della password.",
  ],
  "relay-no-password": [
    "Il file della password {file} non è leggibile ({why}).",
    "Creare il file e dare il diritto di lettura all'utente di Rundmail.",
  ],
  "relay-not-encrypted": [
    "{server} non offre cifratura (STARTTLS).",
    "Chiedere all'hoster un accesso cifrato (porta 465 o 587).",
  ],
  "relay-open-login": [
    "La password di {user} va a {server} senza cifratura.",
    "Impostare security di questo relay su starttls o tls.",
  ],
  "relay-certificate": ["Il certificato di {server} vale ancora {days|giorno|giorni}."],
  "relay-certificate-over": ["Il certificato di {server} è scaduto.", "Avvertire il gestore del relay."],
  "relay-certificate-unproven": [
    "Il certificato di {server} non è confermato da nessuno che conosciamo ({why}).",
    "Con security starttls o tls la connessione verrebbe rifiutata.",
  ],
  "size-ok": ["{server} accetta mail grandi come noi."],
  "size-unsaid": ["{server} non dice quanto grandi mail accetta.", "Con allegati grandi, chiedere all'hoster."],
  "size-small": [
    "{server} accetta mail solo fino a {limit}, noi fino a {biggest}.",
    "Impostare così il limite in listen, perché l'autore lo sappia subito.",
  ],
  "receives-ok": ["{address} accetta posta ({server})."],
  "receives-refused": [
    "{address} non accetta posta: {why}",
    "Creare la casella, o scegliere un altro indirizzo del mittente.",
  ],
  "receives-no-server": [
    "{address} non ha un server di posta: risposte e avvisi di errore vanno persi.",
    "Creare un record MX per il dominio, o scegliere un altro indirizzo.",
  ],
  "receives-unknown": [
    "Non si è potuto sapere se {address} accetta posta ({why}).",
    "Spedire da fuori una mail di prova a questo indirizzo.",
  ],
  "certificate-lasts": [
    "Il certificato di {listener} vale ancora {days|giorno|giorni}.",
    "Se scade presto: vedere perché non viene rinnovato ({file}).",
  ],
  "certificate-over": ["Il certificato di {listener} è scaduto.", "Rinnovarlo e riavviare Rundmail ({file})."],
  "certificate-other-name": [
    "Il certificato di {listener} non è per {hostname}.",
    "Far emettere un certificato per questo nome.",
  ],
  "certificate-useless": ["Il certificato {file} è inutilizzabile ({why}).", "Ripristinare il file."],
  "consumer-host-limit": [
    "{server} appartiene a {provider}, un fornitore per privati, e permette {perDay} destinatari al giorno ({source}).",
    "Usare il server di posta del proprio hoster o un servizio di invio. Fino ad allora limitare perDay.",
  ],
  "consumer-host": [
    "{server} appartiene a {provider}, un fornitore per privati. Blocca chi scrive a molti, e non dice il limite ({source}).",
    "Usare il server di posta del proprio hoster o un servizio di invio.",
  ],
  pace: ["Il gruppo più grande ({group}, {persons|persona|persone}) richiede {minutes}."],
  "pace-long": [
    "Il gruppo più grande ({group}, {persons|persona|persone}) richiede {minutes}.",
    "Chiedere all'hoster quante mail all'ora sono permesse, e aumentare batch.",
  ],
  "disk-ok": ["{free} liberi in {folder}."],
  "disk-low": ["Solo {free} liberi in {folder}; sotto {keep} non si accetta più posta.", "Fare spazio."],
  "disk-full": ["Solo {free} liberi in {folder}: non si accetta più posta (limite {keep}).", "Fare subito spazio."],
  "database-ok": ["La banca dati ha {size}."],
  "database-damaged": [
    "La banca dati {file} è danneggiata ({why}).",
    "Fermare il server, mettere da parte il file e ripristinare l'ultimo backup.",
  ],
  "database-wal": [
    "Il giornale della banca dati ha {wal}.",
    "Un altro programma legge la banca dati e la trattiene; chiuderlo, o riavviare Rundmail.",
  ],
  "groups-ok": ["Dove la posta va approvata, qualcuno può farlo."],
  "groups-no-moderator": [
    "In {count|gruppo|gruppi} qualcuno dovrebbe approvare la posta, ma nessuno con un indirizzo può farlo: {names}",
    "Impostare moderatorRole, e dare quel ruolo a qualcuno con un indirizzo.",
  ],
  "secrets-ok": ["Solo Rundmail può leggere chiavi, password e banca dati."],
  "secrets-open": ["Altri su questo computer possono leggere: {files}", "Impostare così i diritti."],
  "secrets-windows": ["Su Windows non si può vedere così chi legge chiavi e password."],
};
