/** Replies as the servers give them, by what they mean for the address; in front the mail system. */
export const REPLIES: Record<"hard" | "mailbox-full" | "policy" | "soft" | "unknown", string> = {
  hard: `
    Postfix: 550 5.1.1 <ruth@post.example>: Recipient address rejected: User unknown in local recipient table
    Postfix: 550 5.1.1 <ruth@post.example>: Recipient address rejected: User unknown in virtual mailbox table
    Postfix: 550 5.1.0 <ruth@post.example>: Recipient address rejected: User unknown in relay recipient table
    Postfix: unknown user: "ruth"
    Postfix, DNS: Host or domain name not found. Name service error for name=weg.example type=A: Host not found
    Postfix, DNS: Host or domain name not found. Name service error for name=weg.example type=AAAA: Host not found
    Postfix, RFC 7505: Domain weg.example does not accept mail (nullMX)
    Postfix, check: 554 5.1.1 <ruth@post.example>: Recipient address rejected: undeliverable address: host said no
    Sendmail: 550 5.1.1 <ruth@post.example>... User unknown
    Sendmail: 550 5.1.2 <ruth@weg.example>... Host unknown (Name server: weg.example: host not found)
    Exim: 550 Unrouteable address
    Exim: 550 No Such User Here
    Exim: 550 No such person at this address
    Exim: all relevant MX records point to non-existent hosts
    Exim: 550 unknown local-part "ruth" in domain "post.example"
    cPanel: The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.
    qmail: Sorry, no mailbox here by that name. (#5.1.1)
    qmail: 553 sorry, badrcptto (#5.7.1)
    qmail: Sorry, I couldn't find any host named weg.example. (#5.1.2)
    qmail: 550 sorry, this recipient is not in my validrcptto list (#5.7.1)
    vpopmail: 511 sorry, no mailbox here by that name (#5.1.1 - chkuser)
    OpenSMTPD: 550 Invalid recipient: <ruth@post.example>
    Courier: 550 User <ruth@post.example> unknown
    Dovecot: 550 5.1.1 <ruth@post.example> User doesn't exist: ruth@post.example
    Cyrus: 550-Mailbox unknown. Either there is no mailbox associated with this 550 name or you do not have authorization to see it.
    hMailServer: 550 Unknown user
    MDaemon: 550 5.1.1 Recipient unknown <ruth@post.example>
    Zimbra: 550 5.1.1 <ruth@post.example>: Recipient address rejected: post.example
    Domino: User ruth (ruth@post.example) not listed in Domino Directory
    Domino, German: 550 Benutzer ruth@post.example nicht in der Domino-Verzeichnisdatei gefunden, Empfänger nicht gefunden
    Exchange: 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found
    Exchange: 550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found
    Microsoft 365: 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ruth@post.example not found by SMTP address lookup
    Microsoft 365: 550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [x.prod.protection.outlook.com]
    Microsoft 365: 550 5.4.310 DNS domain weg.example does not exist [Message=InfoDomainNonexistent]
    Microsoft 365: 550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> 550 gone
    Outlook.com: 550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [x.prod.protection.outlook.com]
    Gmail: 550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser a1si1.2 - gsmtp
    Gmail, notice: Your message wasn't delivered to ruth@post.example because the address couldn't be found, or is unable to receive mail.
    Gmail, notice: because the domain weg.example couldn't be found. Check for typos or unnecessary spaces and try again.
    Gmail, RFC 7505: The domain weg.example doesn't receive email according to the administrator: returned Null MX
    Yahoo: 554 delivery error: dd This user doesn't have a yahoo.com account (ruth@yahoo.example) [0] - mta1.mail.example
    Yahoo: 554 delivery error: dd Not a valid recipient - atlas-production.example
    Yahoo: 552 1 Requested mail action aborted, mailbox not found
    Yahoo: No mx record found for domain=weg.example
    AOL: 550 MAILBOX NOT FOUND
    iCloud: 550 5.1.1 <ruth@icloud.example>: user does not exist
    iCloud: 550 5.1.1 unknown or illegal alias: ruth@icloud.example
    iCloud: 550 5.1.6 recipient no longer on server: ruth@icloud.example
    GMX: 550-Requested action not taken: mailbox unavailable 550 For explanation visit https://postmaster.gmx.net/en/case?c=r1601&i=ip&v=192.0.2.1&r=1M
    GMX, old: 550 5.1.1 <ruth@gmx.example>... User is unknown {mx001}
    web.de: 550 Benutzer nicht bekannt/User unknown
    T-Online: 550 5.1.1 user unknown
    Freenet: 550 unrouteable address
    Proton: 550 5.1.1 <ruth@pm.example>: Recipient address rejected: Address does not exist
    bluewin: 550 5.1.1 <ruth@bluewin.example> recipient rejected
    Orange: 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]
    La Poste: 550 5.5.0 Adresse destinataire invalide. Invalid recipient. LPN007_416
    Free: 550 5.1.1 <ruth@free.example>: Recipient address rejected: Utilisateur inconnu !
    Amazon SES: 550 5.4.4 Invalid domain
    Cisco: 550 #5.1.0 Address rejected.
    Mimecast: 550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550
    Zoho: 550 5.1.1 User does not exist - <ruth@post.example>
    Messaging Server: 550 5.1.10 host/domain does not accept mail
    RFC 5321: 551 User not local; please try <ruth@neu.example>
    a company: 550 5.1.1 Ruth Keller is no longer employed here, recipient unknown
    Lycos: 550 <ruth@post.example>: Recipient address rejected: Account Closed
    PowerMTA: 550 5.2.1 mailbox disabled, not accepting messages
    German: 550 Postfach existiert nicht
    German: 550 Empfänger unbekannt
    German: 550 5.1.1 Die Adresse ist ungültig
    French: 550 Cette adresse n'existe pas
    French: 550 Destinataire inconnu
    Italian: 550 5.1.1 Utente sconosciuto
    Italian: 550 Casella inesistente
    Spanish: 550 5.1.1 No existe ese usuario
    Spanish: 550 Usuario desconocido
    Japanese: 550 宛先のメールアドレスが見つかりません
    hosters, German: 550 Die Mailadresse ruth@post.example ist nicht mehr in Betrieb
    hosters, German: 550 Dieses Postfach wurde vom Inhaber gekündigt
    hosters, German in ASCII: 550 Benutzerkonto aufgeloest
    hosters, German: 550 Nicht mehr gültige E-Mail-Adresse
    hosters, German: 550 Gelöschtes Konto
    gateways, German: 550 Falsche Empfängeradresse
    gateways, German: 550 Diese Adresse kennen wir nicht
    companies, German: 550 Frau Muster arbeitet nicht mehr bei uns
    Microsoft 365, German: "ruth" wurde unter "schule.example" nicht gefunden
    Domino, German: Benutzer ruth (ruth@post.example) nicht im Domino-Verzeichnis aufgeführt
    Domino, French: L'utilisateur ruth (ruth@post.example) ne figure pas dans l'annuaire Domino
    hosters, French: 550 Ce compte a été résilié
    hosters, French: 550 L'adresse ruth@post.example n'est plus valable
    hosters, French: 550 Boîte aux lettres supprimée
    hosters, French: 550 Aucun compte avec ce nom
    hosters, Italian: 550 L'indirizzo ruth@post.example non e' piu' in uso
    hosters, Italian: 550 La casella di posta elettronica è stata chiusa
    hosters, Italian: 550 Utenza cessata
    hosters, Italian: 550 Indirizzo di posta errato
    Exim: 550 No such local virtual user
    old hosts: 550 ruth@post.example is not known at this host
    schools: 550 Ruth does not have an e-mail address here
    schools: 550 Student has left; this person has no account
    schools: 550 User ruth has been deleted
    hosters: 550 Sorry, not one of our customers
    companies: 550 recipient not in our directory
    hosters: 550 wrong email address
    hosters: 550 could not find mailbox in LDAP database
    registrars: 550 This domain name has expired
    plain: The addresses below were not found
    code only: 550 5.1.1
    code only: 550 5.1.3 no further words
    RFC 7504: 556 gone`,
  "mailbox-full": `
    Postfix: 552 5.2.2 <ruth@post.example>: Recipient address rejected: Mailbox full
    Dovecot: 552 5.2.2 <ruth@post.example> Quota exceeded (mailbox for user is full)
    Sendmail: 550 5.2.2 <ruth@post.example>... Mailbox Full
    Exim: mailbox is full: retry timeout exceeded
    Exchange: 554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded
    Gmail: 452-4.2.2 The recipient's inbox is out of storage space. Please direct the 452-4.2.2 recipient to 452 4.2.2 https://support.google.com/mail/?p=OverQuotaTemp a1 - gsmtp
    Gmail: 552-5.2.2 The email account that you tried to reach is over quota. https://support.google.com/mail/?p=OverQuotaPerm
    iCloud: 552 5.2.2 <ruth@icloud.example>: user is over quota
    web.de: 550 <ruth@web.example> Benutzer hat zuviele Mails auf dem Server. / User has too many messages on the server.
    web.de: 550 Benutzer hat das Speichervolumen ueberschritten. / User has exhausted allowed storage space.
    GMX: 552-Requested mail action aborted: exceeded storage allocation 552 For explanation visit https://postmaster.gmx.net/en/case?c=r0302
    T-Online: 552 5.2.2 Over STORAGE quota
    Orange: 552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]
    qmail: 552 sorry, mailbox ruth@post.example is over quota temporarily (#5.1.1)
    vpopmail: User over quota. (#5.1.1)
    Domino: 550 5.1.1 mail file size exceeds the maximum size allowed for mail delivery
    Biglobe: The number of messages in recipient's mailbox exceeded the local limit.
    in no MTA's words: 452 4.2.2
    German: 550 5.1.1 Das Postfach des Empfängers ist voll
    German: 552 Ihr Kontingent ist leider aufgebraucht
    German in ASCII: 552 Ueberfuelltes Postfach
    German: 552 Der Speicherplatz ist fast erreicht: Speichergrenze erreicht
    German: 552 Nicht genügend freier Speicherplatz
    German: 552 Auf dem Konto ist kein freier Speicherplatz
    French: 552 La messagerie du destinataire est saturée
    French: 552 Quota de stockage de messages dépassé
    French: 552 Votre correspondant: la boîte de réception a dépassé sa capacité
    Italian: 552 L'utente ha superato lo spazio
    Italian: 552 La casella ruth@post.example è satura
    hosters: 552 the recipient's storage is full
    hosters: 552 storage quota of this recipient exhausted
    hosters: 452 not sufficient space for user
    French: 552 La boîte aux lettres est pleine
    Italian: 552 La casella è piena
    Spanish: 552 El buzón está lleno`,
  policy: `
    Spamhaus: 550 5.1.1 <ruth@post.example>: blocked using zen.spamhaus.org
    Postfix: 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using ix.dnsbl.manitu.net
    Postfix: 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]
    Postfix: 550 5.1.8 <a@kg.example>: Sender address rejected: Domain not found
    Postfix: 552 5.3.4 Message size exceeds fixed limit
    Postfix: message size 18876259 exceeds size limit 10485760 of server mx.post.example[192.0.2.1]
    Postfix: 554 5.7.1 <ruth@post.example>: Recipient address rejected: Access denied
    Sendmail: 553 5.1.8 <a@kg.example>... Domain of sender address a@kg.example does not exist
    Exim: 550 Administrative prohibition
    Exim: 550 Sender verify failed
    SpamAssassin: 550 This message scored 8.4 spam points and has been rejected.
    amavis: 554 5.7.0 Reject, id=12345-01 - spam
    ClamAV: 550 5.7.1 This message contains a virus (Eicar-Test-Signature)
    Exchange: 550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
    Exchange: 550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized
    Exchange: 550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy
    Microsoft 365: 550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal visit https://sender.office.com/
    Microsoft 365: 550 5.7.515 Access denied, sending domain kg.example doesn't meet the required authentication level.
    Microsoft 365: 550 5.7.509 Access denied, sending domain [KG.EXAMPLE] does not pass DMARC verification
    Outlook.com: 550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).
    Outlook.com: 451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S775)
    Gmail: 550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.
    Gmail: 550-5.7.1 [192.0.2.1 18] Our system has detected that this message is likely suspicious due to the very low reputation of the sending IP
    Gmail: 421-4.7.28 Gmail has detected an unusual rate of mail originating from your IP address.
    Gmail: 552-5.7.0 This message was blocked because its content presents a potential 552-5.7.0 security issue.
    Yahoo: 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints
    Yahoo: 554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes
    Yahoo: 553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list
    iCloud: 550 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137
    iCloud: 554 5.7.1 [HME1] This message was blocked for failing both SPF and DKIM authentication checks.
    GMX: 554-gmx.net (mxgmx116) Nemesis ESMTP Service not available 554-No SMTP service 554-Bad DNS PTR resource record. 554 For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=rdns
    GMX: 554-Transaction failed 554-Reject due to policy restrictions. 554 For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=hi
    GMX: 550-Requested action not taken: mailbox unavailable 550-Reject due to policy restrictions. 550 For explanation visit https://postmaster.gmx.net/en/case?c=r1102
    GMX, only the link: 550 For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=sri
    1&1: 550-Requested action not taken: mailbox unavailable 550 invalid DNS MX or A/AAAA resource record
    1&1: Mail size limit exceeded. For explanation visit http://postmaster.1and1.com/en/error-messages?ip=%1s
    T-Online: 554 IP=192.0.2.1 - A problem occurred. Ask your postmaster for help or to contact tosa@rx.t-online.example to clarify. (BL)
    bluewin: 554 mx.bluewin.example bizsmtp 192.0.2.1 is blocked, see https://csi.cloudmark.com/reset-request/?ip=192.0.2.1
    Orange: 550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]
    Orange: 421 mx ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR005_104 [104]
    La Poste: 550 5.5.0 Les emails envoyes vers la messagerie Laposte.net ont ete bloques par nos services. LPN007_102
    Mimecast: 554 Email rejected due to security policies - MCSpamSignature.sa.2.2
    Proofpoint: 554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1
    GoDaddy: 554 This IP address has a poor reputation. IB103
    Cox: 554 cxr.example cox 192.0.2.1 rejected, see http://postmaster.cox.example AUP#CXBL
    cPanel: 550 Domain kg.example has exceeded the max emails per hour (250/250 (100%)) allowed. Message discarded.
    a hoster: 550 5.4.5 Daily sending quota exceeded
    Google Groups: The group you tried to contact (chor) may not exist, or you may not have permission to post messages to the group.
    Mailman: 550 5.7.1 posting by non-member to a members-only list
    a code alone: 550 5.7.1
    a code alone: 450 4.7.0
    German: 550 5.7.1 Ihre Nachricht wurde als Spam abgelehnt
    German: 554 Absenderadresse ungültig
    German: 550 Ihre IP-Adresse ist unbekannt
    French: 550 L'adresse de l'expéditeur n'existe pas
    about the sender: 550 5.1.7 Invalid address
    about the sender: 550 5.7.1 Rejected because the sender address could not be found
    about the sender: 550 We do not accept mail from this host, mailbox unavailable
    about the sender: 550-Verification failed for <a@kg.example> 550-Response: 550 User unknown 550 Sender verify failed
    about the mail: 550 5.1.1 recipient does not accept messages larger than 5 MB
    the recipient's own rule: 550 5.1.1 message refused, mailbox user has blocked you
    not even a recipient: 550 5.7.1 Recipient rejected
    gateways, German: 552 Die Nachrichtengröße überschreitet das erlaubte Mass
    gateways, German: 552 Nachricht groesser als erlaubt
    gateways, German: 554 Die Mail hat unerlaubte Dateianhänge
    gateways, German: 554 Ihr Server steht auf einer schwarzen Liste
    gateways, German: 554 Nachricht blockiert
    hosters, German: 550 Die Absenderadresse wurde gelöscht
    hosters, French: 552 Ce message est trop lourd
    hosters, French: 552 Taille du courriel excessive
    gateways, French: 554 Pièces jointes non autorisées
    gateways, French: 554 Adresse sur liste noire
    hosters, French: 550 L'adresse de l'expéditeur n'est plus valide
    hosters, Italian: 552 Il messaggio supera il limite
    gateways, Italian: 554 Allegati non consentiti
    gateways, Italian: 554 Messaggio bloccato`,
  soft: `
    Postgrey: 450 4.2.0 <ruth@post.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/
    Postfix: connect to mx.post.example[192.0.2.1]:25: Connection timed out
    Postfix: 451 4.3.0 <ruth@post.example>: Temporary lookup failure
    Postfix: mail for post.example loops back to myself
    Postfix: 450 4.1.1 <ruth@post.example>: Recipient address rejected: User unknown in local recipient table
    Postfix: Host or domain name not found. Name service error for name=post.example type=MX: Host not found, try again
    Postfix: Name service error for name=post.example type=MX: Malformed or unexpected name server reply
    Postfix: 554 5.7.1 <ruth@post.example>: Relay access denied
    Sendmail: 550 5.7.1 <ruth@post.example>... Relaying denied
    Sendmail: 554 5.4.6 Too many hops
    Sendmail: 452 4.4.5 Insufficient disk space; try again later
    Exim: retry timeout exceeded
    qmail: Sorry, I wasn't able to establish an SMTP connection. (#4.4.1) I'm not going to try again; this message has been in the queue too long.
    qmail: 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
    procmail: Couldn't create "/var/spool/mail/ruth" id: post.example: No such user
    Exchange: 550 4.4.7 QUEUE.Expired; message expired
    Microsoft 365: 550 5.4.312 Message expired, DNS query failed(ErrorRetry)
    Gmail: 550-5.2.1 The user you are trying to contact is receiving mail at a rate that 550-5.2.1 prevents additional messages from being delivered. 550 5.2.1 https://support.google.com/mail/?p=ReceivingRatePerm
    Gmail: 550-5.2.1 The email account that you tried to reach is disabled. 550 5.2.1 https://support.google.com/mail/?p=DisabledUser
    Yahoo: 554 delivery error: dd Sorry your message cannot be delivered. This account has been disabled or discontinued [#102].
    AOL: 554 30 Sorry, your message to ruth@aol.example cannot be delivered. This mailbox is disabled (554.30).
    La Poste: 550 5.5.0 Le compte du destinataire est bloque. The recipient account is blocked. LPN007_426
    163.com: 550 User suspended
    docomo: 550 Unknown user ruth@docomo.example
    au: 550 <ruth@au.example>: User unknown (in reply to end of DATA command)
    SES: 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>
    RFC 5321: 450 Requested mail action not taken: mailbox unavailable
    a code alone: 5.3.0
    a code alone: 4.4.1
    a code alone: 421
    hosters, German: 550 Dieses Konto ist blockiert
    hosters, German: 550 Das Konto ist vorübergehend geschlossen
    hosters, French: 550 Compte désactivé
    hosters, Italian: 550 Account bloccato`,
  unknown: `
    nothing: 550
    nothing: 550 5.0.0 no
    nothing: 550 5.1.0 sorry
    whose domain is not said: 553 kg.example does not exist
    a connection, German: 550 Der Empfänger hat die Verbindung geschlossen
    a connection, French: 550 Le destinataire a fermé la session
    our account, German: 550 Ihre E-Mail-Adresse ist nicht mehr aktiv
    our account, French: 550 Votre compte a été fermé
    our account, Italian: 550 Il suo account è stato cancellato
    our domain: 550 Your domain is not in our directory
    a mail, German: 554 Die Mail an das Postfach wurde gelöscht
    a mail, French: 550 Le destinataire a supprimé le message
    a command: 503 wrong recipient order
    a login: 535 could not find user
    a login, Italian: 535 utente o password errata`,
};
