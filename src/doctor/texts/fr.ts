import type { Texts } from "./texts.ts";

export const fr: Texts = {
  "dns-failed": [
    "Le DNS n'a pas répondu à la question {question} ({why}).",
    "Réessayer plus tard. Si cela dure : les serveurs de dns.servers sont-ils corrects ?",
  ],
  "broken-off": ["Le contrôle a duré trop longtemps et a été interrompu.", "Réessayer plus tard."],
  "host-no-address": [
    "{host} n'a pas d'adresse publique dans le DNS.",
    "Créer un enregistrement A (et AAAA pour IPv6) avec l'adresse de ce serveur, et l'indiquer comme hostname dans config.json.",
  ],
  "mx-ok": ["Les messages à {domain} vont à {servers}, donc ici."],
  "mx-front": [
    "Les messages à {domain} vont à {servers}.",
    "C'est juste si le serveur de messagerie qui s'y trouve les transmet à Rundmail. Sinon, créer cet enregistrement.",
  ],
  "mx-elsewhere": [
    "Les messages à {domain} vont à {servers} et non à ce serveur ({hostname}).",
    "Créer cet enregistrement. Si un serveur de messagerie y transmet à Rundmail, indiquer son adresse dans authentication.trustedPeers.",
  ],
  "mx-implicit": [
    "{domain} n'a pas d'enregistrement MX, seulement une adresse, qui mène ici.",
    "Un enregistrement MX vaut mieux.",
  ],
  "mx-none": [
    "{domain} n'a pas d'enregistrement MX : les messages aux groupes n'arrivent pas.",
    "Créer cet enregistrement.",
  ],
  "mx-null": [
    "{domain} dit par un MX vide qu'il n'accepte pas de messages.",
    "Remplacer le MX vide par cet enregistrement.",
  ],
  "mx-is-address": [
    "Le MX de {domain} est le nombre {server} ; il faut un nom.",
    "Remplacer le MX par cet enregistrement.",
  ],
  "mx-no-address": [
    "Le MX de {domain} s'appelle {server}, mais ce nom n'a pas d'adresse.",
    "Corriger le nom dans le MX, ou créer pour lui un enregistrement A.",
  ],
  "spf-ok": ["Le SPF de {domain} autorise notre adresse ({addresses})."],
  "spf-none": [
    "{domain} n'a pas d'enregistrement SPF.",
    "Le créer. Si un hébergeur envoie les messages, il connaît le bon (le plus souvent un include).",
  ],
  "spf-several": [
    "{domain} a {count} enregistrements SPF ; aucun ne compte alors.",
    "Les réunir en un seul et supprimer les autres.",
  ],
  "spf-broken": [
    "L'enregistrement SPF de {domain} n'est pas valable ({why}).",
    "Le corriger ; 10 questions au plus sont permises (include, a, mx, ptr, exists).",
  ],
  "spf-refused": [
    "Le SPF de {domain} n'autorise pas notre adresse {addresses} (résultat : {result}).",
    "Remplacer l'enregistrement SPF existant par celui-ci.",
  ],
  "spf-relay": [
    "Le SPF de {domain} n'autorise pas {addresses} de {relay} (résultat : {result}). Si le relais envoie depuis d'autres adresses, cela peut être juste.",
    "Demander à l'hébergeur quel include doit figurer dans le SPF de {domain}.",
  ],
  "spf-address-unknown": [
    "{domain} a un enregistrement SPF, mais on ne peut voir de quelle adresse viennent nos messages.",
  ],
  "dkim-off": [
    "Rundmail ne signe pas les messages de cet expéditeur. GMX et web.de refusent ce qui n'est pas signé.",
    "Créer une clé et l'indiquer sous senders, sauf si le relais signe lui-même pour ce domaine.",
  ],
  "dkim-key-useless": [
    "La clé {file} est inutilisable ({why}).",
    "Restaurer le fichier, ou en créer un avec rundmail dkim create.",
  ],
  "dkim-short": ["La clé {file} n'a que {bits} bits.", "En créer une de 2048 bits sous un nouveau sélecteur."],
  "dkim-ed25519": [
    "La signature est en Ed25519, que tous les destinataires ne comprennent pas encore.",
    "Tant que de grands fournisseurs ne la vérifient pas, une clé RSA de 2048 bits est plus sûre.",
  ],
  "dkim-ok": ["La clé avec laquelle nous signons se trouve sous {name} ({type}, {bits} bits)."],
  "dkim-none": [
    "Il n'y a pas de clé sous {name} : personne ne peut vérifier notre signature.",
    "Créer cet enregistrement.",
  ],
  "dkim-several": ["Il y a plusieurs enregistrements sous {name}.", "Les supprimer tous sauf celui-ci."],
  "dkim-revoked": [
    "La clé sous {name} est déclarée non valable (p= est vide).",
    "Créer cet enregistrement, ou choisir un nouveau sélecteur.",
  ],
  "dkim-useless": ["L'enregistrement {name} est inutilisable ({why}).", "Le remplacer par celui-ci."],
  "dkim-other-key": [
    "Sous {name} se trouve une autre clé que celle avec laquelle nous signons.",
    "La remplacer par cet enregistrement.",
  ],
  "dkim-testing": ["L'enregistrement {name} dit qu'il s'agit d'un essai (t=y).", "Le remplacer par celui-ci."],
  "dmarc-ok": ["{domain} : DMARC {policy}, notre signature correspond à l'adresse de l'expéditeur."],
  "dmarc-none": [
    "{domain} n'a pas d'enregistrement DMARC.",
    "Créer celui-ci ; il ne change rien à la remise et commande des rapports.",
  ],
  "dmarc-several": [
    "Il y a plusieurs enregistrements DMARC sous {at} ; aucun ne compte alors.",
    "Les supprimer tous sauf un, par exemple celui-ci.",
  ],
  "dmarc-useless": ["L'enregistrement DMARC {at} n'est pas valable.", "Le remplacer, par exemple par celui-ci."],
  "dmarc-spf-only": [
    "{domain} : DMARC {policy}. Seul le chemin de retour ({returnPath}) répond de l'expéditeur ; plus personne dès qu'un message est transféré.",
    "Signer avec une clé DKIM de {domain}.",
  ],
  "dmarc-relay-signs": [
    "{domain} : DMARC {policy}. On ne voit pas d'ici si {relay} signe avec une clé de {domain}.",
    "Envoyer un message d'essai à une adresse à vous chez Gmail et choisir « Afficher l'original » : DKIM doit indiquer PASS et {domain}.",
  ],
  "dmarc-not-aligned": [
    "{domain} : DMARC {policy}, mais personne ne répond de l'expéditeur : signature de {signs}, chemin de retour {returnPath}.",
    "Signer avec une clé DKIM de {domain} (dkim.domain).",
  ],
  "ptr-ok": ["{address} s'appelle {name}, comme nous nous appelons."],
  "ptr-none": [
    "{address} n'a pas de nom (PTR). GMX, web.de, T-Online et Gmail refusent de tels messages.",
    "Demander cet enregistrement à l'exploitant du serveur (reverse DNS).",
  ],
  "ptr-unconfirmed": [
    "{address} s'appelle {name}, mais ce nom ne ramène pas à {address}.",
    "Demander cet enregistrement à l'exploitant du serveur (reverse DNS).",
  ],
  "ptr-other-name": [
    "{address} s'appelle {name}, mais nous nous appelons {hostname}.",
    "Fixer ainsi le PTR, ou hostname dans config.json à {name}.",
  ],
  "ptr-generic": [
    "{address} s'appelle {name} ; cela ressemble à un raccordement privé, que GMX, web.de et T-Online refusent.",
    "Demander cet enregistrement à l'exploitant du serveur (reverse DNS).",
  ],
  "ptr-relay": [
    "On ne voit pas d'ici depuis quelles adresses {relay} transmet ; leurs noms sont l'affaire de l'hébergeur.",
  ],
  "relay-ok": ["{server} accepte nos messages."],
  "relay-ok-login": ["{server} accepte la connexion de {user}."],
  "relay-unreachable": [
    "{server} n'est pas joignable ({why}).",
    "Vérifier hôte, port et sécurité du relais. Beaucoup de réseaux bloquent le port 25 ; les hébergeurs acceptent sur 465 ou 587.",
  ],
  "relay-refuses": [
    "{server} ne veut rien savoir de nous : {why}",
    "La réponse dit pourquoi ; sinon, demander à l'hébergeur.",
  ],
  "relay-login-refused": [
    "{server} refuse la connexion de {user} : {why}",
    "Vérifier utilisateur et mot de passe chez l'hébergeur, et corriger le fichier du mot de passe.",
  ],
  "relay-no-password": [
    "Le fichier du mot de passe {file} n'est pas lisible ({why}).",
    "Créer le fichier et donner le droit de lecture à l'utilisateur de Rundmail.",
  ],
  "relay-not-encrypted": [
    "{server} n'offre pas de chiffrement (STARTTLS).",
    "Demander à l'hébergeur un accès chiffré (port 465 ou 587).",
  ],
  "relay-open-login": [
    "Le mot de passe de {user} va à {server} sans chiffrement.",
    "Mettre security de ce relais à starttls ou tls.",
  ],
  "relay-certificate": ["Le certificat de {server} est encore valable {days|jour|jours}."],
  "relay-certificate-over": ["Le certificat de {server} a expiré.", "Avertir l'exploitant du relais."],
  "relay-certificate-unproven": [
    "Le certificat de {server} n'est confirmé par personne que nous connaissions ({why}).",
    "Avec security starttls ou tls, la connexion serait refusée.",
  ],
  "size-ok": ["{server} accepte d'aussi grands messages que nous."],
  "size-unsaid": [
    "{server} ne dit pas quelle taille de message il accepte.",
    "Pour de grandes pièces jointes, demander à l'hébergeur.",
  ],
  "size-small": [
    "{server} n'accepte les messages que jusqu'à {limit}, nous jusqu'à {biggest}.",
    "Fixer ainsi la limite dans listen, pour que l'auteur l'apprenne tout de suite.",
  ],
  "receives-ok": ["{address} accepte les messages ({server})."],
  "receives-refused": [
    "{address} n'accepte pas de messages : {why}",
    "Créer la boîte, ou choisir une autre adresse d'expéditeur.",
  ],
  "receives-no-server": [
    "{address} n'a pas de serveur de messagerie : réponses et avis d'échec se perdent.",
    "Créer un enregistrement MX pour le domaine, ou choisir une autre adresse.",
  ],
  "receives-unknown": [
    "On n'a pas pu savoir si {address} accepte les messages ({why}).",
    "Envoyer depuis l'extérieur un message d'essai à cette adresse.",
  ],
  "certificate-lasts": [
    "Le certificat de {listener} est encore valable {days|jour|jours}.",
    "Si c'est bientôt : voir pourquoi il n'est pas renouvelé ({file}).",
  ],
  "certificate-over": ["Le certificat de {listener} a expiré.", "Le renouveler et redémarrer Rundmail ({file})."],
  "certificate-other-name": [
    "Le certificat de {listener} n'est pas pour {hostname}.",
    "Faire établir un certificat à ce nom.",
  ],
  "certificate-useless": ["Le certificat {file} est inutilisable ({why}).", "Restaurer le fichier."],
  "consumer-host-limit": [
    "{server} appartient à {provider}, un fournisseur pour particuliers, et permet {perDay} destinataires par jour ({source}).",
    "Prendre le serveur de messagerie de votre hébergeur ou un service d'envoi. D'ici là, limiter perDay.",
  ],
  "consumer-host": [
    "{server} appartient à {provider}, un fournisseur pour particuliers. Il bloque qui écrit à beaucoup de monde, sans dire la limite ({source}).",
    "Prendre le serveur de messagerie de votre hébergeur ou un service d'envoi.",
  ],
  pace: ["Le plus grand groupe ({group}, {persons|personne|personnes}) prend {minutes}."],
  "pace-long": [
    "Le plus grand groupe ({group}, {persons|personne|personnes}) prend {minutes}.",
    "Demander à l'hébergeur combien de messages par heure sont permis, et augmenter batch.",
  ],
  "disk-ok": ["{free} libres dans {folder}."],
  "disk-low": [
    "Seulement {free} libres dans {folder} ; sous {keep}, aucun message n'est accepté.",
    "Faire de la place.",
  ],
  "disk-full": [
    "Seulement {free} libres dans {folder} : plus aucun message n'est accepté (limite {keep}).",
    "Faire de la place tout de suite.",
  ],
  "database-ok": ["La base de données a {size}."],
  "database-damaged": [
    "La base de données {file} est endommagée ({why}).",
    "Arrêter le serveur, mettre le fichier de côté et restaurer la dernière sauvegarde.",
  ],
  "database-wal": [
    "Le journal de la base de données a {wal}.",
    "Un autre programme lit la base et la retient ; le terminer, ou redémarrer Rundmail.",
  ],
  "groups-ok": ["Là où des messages doivent être libérés, quelqu'un peut le faire."],
  "groups-no-moderator": [
    "Dans {count|groupe|groupes}, quelqu'un devrait libérer les messages, mais personne avec une adresse ne le peut : {names}",
    "Fixer moderatorRole, et donner ce rôle à quelqu'un qui a une adresse.",
  ],
  "secrets-ok": ["Seul Rundmail peut lire les clés, les mots de passe et la base de données."],
  "secrets-open": ["D'autres sur cette machine peuvent lire : {files}", "Fixer ainsi leurs droits."],
  "secrets-windows": ["Sous Windows, on ne peut voir ainsi qui lit les clés et les mots de passe."],
};
