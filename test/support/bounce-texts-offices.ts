import type { BounceText } from "./bounces.ts";

/** Texts of office servers and gateways: Exchange, Domino, GroupWise, IMail and others. */
export const OFFICE_TEXTS: readonly BounceText[] = [
  {
    system: "Exchange in German",
    from: "Microsoft Outlook <postmaster@verein.example>",
    subject: "Unzustellbar: Probe am Freitag",
    text: `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

Ben Muster (ben@verein.example)<mailto:ben@verein.example>
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.

Diagnoseinformationen für Administratoren:

Generierender Server: EX01.verein.example

ben@verein.example
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'

Ursprüngliche Nachrichtenkopfzeilen:

RETURNED`,
    recipients: [{ address: "ben@verein.example", status: "5.1.10", code: 550 }],
  },
  {
    system: "Exchange 2003",
    from: "System Administrator <postmaster@verein.example>",
    subject: "Undeliverable: Probe am Freitag",
    text: `Your message

  To:      chor@gruppen.example
  Subject: Probe am Freitag
  Sent:    Tue, 3 Mar 2026 07:00:00 +0100

did not reach the following recipient(s):

ben@verein.example on Tue, 3 Mar 2026 07:00:05 +0100
    The recipient name is not recognized
	The MTS-ID of the original message is: c=de;a= ;p=verein
    MSEXCH:IMS:Verein:CHOR:EX01 0 (000C05A6) Unknown Recipient
cleo@verein.example on Tue, 3 Mar 2026 07:00:05 +0100
    The recipient name is not recognized
    MSEXCH:IMS:Verein:CHOR:EX01 0 (000C05A6) Unknown Recipient`,
    recipients: [{ address: "ben@verein.example" }, { address: "cleo@verein.example" }],
  },
  {
    system: "Exchange in French",
    from: "Microsoft Outlook <postmaster@ecole.example>",
    subject: "Non remis : Probe am Freitag",
    text: `Échec de la remise pour ces destinataires ou groupes :

lea@ecole.example<mailto:lea@ecole.example>
L'adresse de messagerie que vous avez entrée est introuvable.

Informations de diagnostic pour les administrateurs :

Serveur de génération : EX01.ecole.example

lea@ecole.example
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

En-têtes de message d'origine :

RETURNED`,
    recipients: [{ address: "lea@ecole.example", status: "5.1.1", code: 550 }],
  },
  {
    system: "Lotus Domino",
    from: "Postmaster@verein.example",
    subject: "DELIVERY FAILURE: User ben (ben@verein.example) not listed in Domino Directory",
    text: `Your message

  Subject: Probe am Freitag

was not delivered to:

  ben@verein.example

because:

  User ben (ben@verein.example) not listed in Domino Directory`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "Lotus Notes",
    from: "POSTMASTER@verein.example",
    subject: "Undeliverable message",
    text: `------- Failure Reasons  --------

User not listed in public Name & Address Book
ben@verein.example

------- Returned Message --------

RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "Novell GroupWise",
    from: "Mailer-Daemon@verein.example",
    subject: "Message status - undeliverable",
    text: `The message that you sent was undeliverable to the following:
	ben@verein.example (user not found)

Possibly truncated original message follows:

RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "MailMarshal",
    from: "postmaster@verein.example",
    subject: 'Undeliverable Mail: "Probe am Freitag"',
    text: `Your message:
   From:    chor@gruppen.example
   Subject: Probe am Freitag

Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected:
    ben@verein.example

Additional Information
======================
Original Sender:    <bounce-token@gruppen.example>
Sender-MTA:         <192.0.2.1>
Reporting-MTA:      <mx.verein.example>`,
    recipients: [{ address: "ben@verein.example", status: "5.1.1", code: 550 }],
  },
  {
    system: "SurfControl",
    from: "postmaster@verein.example",
    subject: "Message could not be delivered: Probe am Freitag",
    text: `Your message could not be sent.
A transcript of the attempts to send the message follows.
The number of attempts made: 1
Addressed To: ben@verein.example

Tue 3 Mar 2026 07:00:00 +0100
Failed to send to identified host,
ben@verein.example: [192.0.2.20], 550 ben@verein.example... No such user
--- Message non-deliverable.`,
    recipients: [{ address: "ben@verein.example", code: 550 }],
  },
  {
    system: "InterScan",
    from: '"InterScan MSS" <postmaster@verein.example>',
    subject: "Mail could not be delivered",
    text: `************* eManager Notification *****************
Delivery of the message failed.

Sent <<< RCPT TO:<ben@verein.example>
Received >>> 550 5.1.1 <ben@verein.example>... user unknown
*************** End of message ***************`,
    recipients: [{ address: "ben@verein.example", status: "5.1.1", code: 550 }],
  },
  {
    system: "IMail",
    from: '"Postmaster" <postmaster@verein.example>',
    subject: "Undeliverable Mail",
    text: `Unknown user: ben@verein.example

Original message follows.

RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "IMail, full mailbox",
    from: '"Postmaster" <postmaster@verein.example>',
    subject: "Undeliverable Mail",
    text: `User mailbox exceeds allowed size: ben@verein.example

Original message follows.

RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "McAfee",
    from: "<MAILER-DAEMON@verein.example>",
    subject: "Delivery Status",
    text: `--- The following addresses had delivery problems ---

<ben@verein.example>   (User unknown ben@verein.example)

--------------Message header follows-----------------------

RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "MDaemon",
    from: "MDaemon@verein.example",
    subject: "MDaemon Notification -- Attachment or message could not be delivered",
    text: `The following addresses did NOT receive a copy of your message:

> ben@verein.example

--- Session Transcript ---
 Tue 2026-03-03 07:00:00: --> RCPT To:<ben@verein.example>
 Tue 2026-03-03 07:00:00: <-- 550 5.1.1 User unknown`,
    recipients: [{ address: "ben@verein.example", status: "5.1.1" }],
  },
  {
    system: "Netscape",
    from: "postmaster@verein.example",
    subject: "Mail System Error - Returned Mail",
    text: `This Message was undeliverable due to the following reason:

The following destination addresses were unknown (please check
the addresses and re-mail the message):

SMTP <ben@verein.example>

Please reply to Postmaster@verein.example
if you feel this message to be in error.`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "Microsoft SMTPSVC",
    from: "postmaster@verein.example",
    subject: "Nondeliverable mail",
    text: `The email below could not be delivered to the following user:

<ben@verein.example>

Old message:
RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
];
