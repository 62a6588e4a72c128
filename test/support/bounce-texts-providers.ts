import type { BounceText } from "./bounces.ts";

/** Texts of providers, in their languages. */
export const PROVIDER_TEXTS: readonly BounceText[] = [
  {
    system: "GMX and web.de, with the reason in a link",
    subject: "Mail delivery failed: returning message to sender",
    from: "GMX Mailer Daemon <mailer-daemon@gmx.example>",
    text: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address
failed:

"ben@verein.example":
SMTP error from remote server for RCPT TO command, host: mx.verein.example (192.0.2.20) reason: 550 Requested action not taken: mailbox unavailable
For explanation visit https://postmaster.gmx.example/en/error-messages?ip=192.0.2.1&c=rmbx

--- The header of the original message is following. ---

RETURNED`,
    recipients: [{ address: "ben@verein.example", code: 550 }],
  },
  {
    system: "a German freemailer",
    subject: "Mail konnte nicht zugestellt werden",
    text: `Diese Nachricht wurde automatisch erzeugt.

Ihre E-Mail an die folgenden Empfänger konnte nicht zugestellt werden:

   ben@verein.example
   550 5.1.1 Empfänger unbekannt

--- Es folgt der Kopf der Nachricht ---

RETURNED`,
    recipients: [{ address: "ben@verein.example", status: "5.1.1", code: 550 }],
  },
  {
    system: "a provider in Italian",
    subject: "Mancato recapito del messaggio",
    text: `Non è stato possibile recapitare il messaggio al seguente destinatario:

  gianna@scuola.example
  550 utente sconosciuto

--- Messaggio originale ---

RETURNED`,
    recipients: [{ address: "gianna@scuola.example", code: 550 }],
  },
  {
    system: "a provider in Spanish",
    subject: "Error de entrega",
    text: `Su mensaje no pudo ser entregado a los siguientes destinatarios:

<pilar@escuela.example>:
El buzón está lleno.

--- Mensaje original adjunto.

RETURNED`,
    recipients: [{ address: "pilar@escuela.example" }],
  },
  {
    system: "Yahoo",
    from: "MAILER-DAEMON@yahoo.example",
    subject: "Failure Notice",
    text: `Sorry, we were unable to deliver your message to the following address.

<ben@verein.example>:
550: 5.1.1 <ben@verein.example>: Recipient address rejected: User unknown in relay recipient table

--- Below this line is a copy of the message.

RETURNED`,
    recipients: [{ address: "ben@verein.example", status: "5.1.1", code: 550 }],
  },
  {
    system: "Gmail",
    from: "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
    subject: "Delivery Status Notification (Failure)",
    text: `Delivery to the following recipient failed permanently:

     ben@verein.example

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain verein.example by mx.verein.example. [192.0.2.20].

The error that the other server returned was:
550 5.2.1 The email account that you tried to reach is disabled.

----- Original message -----

RETURNED`,
    recipients: [{ address: "ben@verein.example", status: "5.2.1", code: 550 }],
  },
  {
    system: "Gmail, delay",
    from: "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
    subject: "Delivery Status Notification (Delay)",
    text: `This is an automatically generated Delivery Status Notification

THIS IS A WARNING MESSAGE ONLY.

YOU DO NOT NEED TO RESEND YOUR MESSAGE.

Delivery to the following recipient has been delayed:

     ben@verein.example

Message will be retried for 2 more day(s)

----- Original message -----

RETURNED`,
    recipients: [{ address: "ben@verein.example", action: "delayed" }],
  },
  {
    system: "au by KDDI",
    from: "no-reply@dion.example",
    subject: "Mail",
    text: `Your mail sent on: Tue, 3 Mar 2026 07:00:00 +0100
     Could not be delivered to: <ben@verein.example>
     As their mailbox is full.`,
    recipients: [{ address: "ben@verein.example" }],
  },
  {
    system: "EZweb",
    from: "Postmaster@ezweb.example",
    subject: "Mail System Error - Returned Mail",
    text: `Each of the following recipients was rejected by a remote
mail server.

    Recipient: <ben..muster.@verein.example>
    >>> RCPT TO:<ben..muster.@verein.example>
    <<< 550 <ben..muster.@verein.example>: User unknown`,
    recipients: [{ address: "ben..muster.@verein.example", code: 550 }],
  },
  {
    system: "a Japanese provider",
    subject: "メール配信に失敗しました",
    from: "postmaster@verein.example",
    text: `以下のメールアドレスへの送信に失敗しました。

ben@verein.example

-------server message
550 5.1.1 ben@verein.example... No such user

-------original mail info
From: chor@gruppen.example
Subject: Probe am Freitag`,
    recipients: [{ address: "ben@verein.example", status: "5.1.1", code: 550 }],
  },
  {
    system: "Zoho",
    from: "mailer-daemon@mail.zoho.example",
    subject: "Undelivered Mail Returned to Sender",
    text: `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

[Status: Error, Address: <ben@verein.example>, ResponseCode 550, , User unknown.]

RETURNED`,
    recipients: [{ address: "ben@verein.example", code: 550 }],
  },
  {
    system: "a server that says it in one sentence",
    from: "<>",
    subject: "Delivery failed",
    text: "Your message to ben@verein.example could not be delivered: mailbox full.",
    recipients: [{ address: "ben@verein.example" }],
  },
];
