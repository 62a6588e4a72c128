import type { BounceText } from "./bounces.ts";

/** Texts of the mail servers of Unix: Exim, Postfix, Sendmail, qmail, Courier, James. */
export const SERVER_TEXTS: readonly BounceText[] = [
  {
    system: "Exim",
    subject: "Mail delivery failed: returning message to sender",
    text: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ben@verein.example
    host mx.verein.example [192.0.2.20]
    SMTP error from remote mail server after RCPT TO:<ben@verein.example>:
    550 5.1.1 <ben@verein.example>: Recipient address rejected: User unknown
  cleo@verein.example
    (generated from c.muster@schule.example)
    mailbox is full: retry timeout exceeded

------ This is a copy of the message's headers. ------

RETURNED`,
    recipients: [
      { address: "ben@verein.example", status: "5.1.1", code: 550 },
      { address: "cleo@verein.example", alsoNamed: ["c.muster@schule.example"] },
    ],
  },
  {
    system: "qmail",
    subject: "failure notice",
    text: `Hi. This is the qmail-send program at mx.verein.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ben@verein.example>:
192.0.2.20 does not like recipient.
Remote host said: 550 5.1.1 <ben@verein.example>... User Unknown
Giving up on 192.0.2.20.

<cleo@verein.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

RETURNED`,
    recipients: [
      { address: "ben@verein.example", status: "5.1.1", code: 550 },
      { address: "cleo@verein.example", status: "5.1.1" },
    ],
  },
  {
    system: "qmail, newmail.ru form",
    subject: "failure notice",
    text: `This is the machine generated message from mail service.

Unable to deliver message to the following address(es).

<ben@verein.example>:
This user doesn't have an account here.

--- Below the next line is a copy of the message.

RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "a clone of qmail that writes To:",
    subject: "Permanent Delivery Failure",
    text: `We're sorry. There's a problem with the e-mail address(es) you're trying to send to.

To:<ben@verein.example>:
The user's mailfolder is full.

--- Original message follows.

RETURNED`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "Sendmail",
    subject: "Returned mail: see transcript for details",
    text: `The original message was received at Tue, 3 Mar 2026 07:00:00 +0100
from gruppen.example [192.0.2.1]

   ----- The following addresses had permanent fatal errors -----
<ben@verein.example>
    (reason: 550 5.1.1 <ben@verein.example>... User unknown)
    (expanded from: <b.muster@schule.example>)

   ----- Transcript of session follows -----
... while talking to mx.verein.example.:
>>> DATA
<<< 550 5.1.1 <ben@verein.example>... User unknown
550 5.1.1 <ben@verein.example>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)

   ----- Message header follows -----
RETURNED`,
    recipients: [{ address: "b.muster@schule.example", alsoNamed: ["ben@verein.example"], status: "5.1.1", code: 550 }],
  },
  {
    system: "Sendmail, warning",
    subject: "Warning: could not send message for past 4 hours",
    text: `    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

The original message was received at Tue, 3 Mar 2026 07:00:00 +0100

   ----- The following addresses had transient non-fatal errors -----
<ben@verein.example>

   ----- Transcript of session follows -----
<ben@verein.example>... Deferred: Connection timed out with mx.verein.example.
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old`,
    recipients: [{ address: "ben@verein.example", action: "delayed" }],
  },
  {
    system: "Postfix in plain text, wrapped",
    subject: "Undelivered Mail Returned to Sender",
    text: `This is the mail system at host mx.verein.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<ben@verein.example>: host mail.verein.example[192.0.2.20] said: 552 5.2.2
    <ben@verein.example>: Recipient address rejected: mailbox full (in reply
    to RCPT TO command)`,
    recipients: [{ address: "ben@verein.example", status: "5.2.2", code: 552 }],
  },
  {
    system: "Apache James",
    from: "postmaster@verein.example",
    subject: "[BOUNCE]",
    text: `Hi. This is the James mail server at mx.verein.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

Error message below:
550 - Requested action not taken: no such user here

Message details:
  Subject: Probe am Freitag
  Sent date: Tue Mar 03 07:00:00 CET 2026
  MAIL FROM: bounce-token@gruppen.example
  RCPT TO: ben@verein.example
  From: Chor <chor@gruppen.example>
  To: chor@gruppen.example
  Size (in bytes): 1024`,
    recipients: [{ address: "ben@verein.example", code: 550 }],
  },
  {
    system: "Courier",
    from: '"Courier mail server at mx.verein.example" <postmaster@verein.example>',
    subject: "NOTICE: mail delivery status.",
    text: `This is a delivery status notification from mx.verein.example,
running the Courier mail server, version 0.75.

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<ben@verein.example>:
    mail.verein.example [192.0.2.20]:
    >>> RCPT TO:<ben@verein.example>
    <<< 550 5.1.1 <ben@verein.example>... User Unknown`,
    recipients: [{ address: "ben@verein.example", status: "5.1.1", code: 550 }],
  },
];
