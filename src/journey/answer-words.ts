type Language = "de" | "en" | "fr" | "it";

/** Words and phrases that release, folded (lower case, no accents). Language does not matter: «ok» is everybody's. */
export const YES_WORDS = words({
  de:
    "ja, jawohl, jep, jo, klar, na klar, alles klar, klaro, sicher, ok, o k, okay, okey, oke, gut, sehr gut, " +
    "alles gut, alles ok, alles okay, gerne, gern, sehr gerne, einverstanden, bin einverstanden, " +
    "ich bin einverstanden, bestatigt, bestaetigt, bestatige, ich bestatige, bestatigen, freigeben, freigegeben, " +
    "freigabe, freigabe erteilt, ich gebe frei, gebe frei, genehmigt, genehmige, ich genehmige, akzeptiert, senden, " +
    "absenden, versenden, abschicken, verschicken, schicken, los, geht raus, kann raus, darf raus, " +
    "kann gesendet werden, kann so raus, passt, das passt, passt so, ist ok, ist okay, ist gut, das ist ok, " +
    "das ist okay, das ist gut, ist in ordnung, das ist in ordnung, von mir aus, mach das, stimmt, richtig, " +
    "korrekt, in ordnung, alles in ordnung, geht in ordnung, geht klar, perfekt, super, prima, bestens, " +
    "sieht gut aus, genau, naturlich, selbstverstandlich, auf jeden fall, oki, jup, guet, isch guet, isch ok, garn, " +
    "passt scho, passt schon, passt fur mich, ok fur mich, tiptop, tip top, top, das war ich, das stimmt, " +
    "stimmt so, das stimmt so, kein einwand, keine einwande, jaa, joo, jap, jawoll, ja eh, jo eh, eh klar, sowieso, " +
    "absolut, i o, okidoki, basst, basst so, basst scho, sisch ok, sisch guet, isch okay, isch ok so, " +
    "isch guet so, isch recht, isch racht, isch racht so, isch in ornig, isch i de ornig, isch in ordnig, " +
    "isch i de ordnig, geit i d ornig, chasch schicke, chasch sende, grunes licht, ich erteile die freigabe, " +
    "stimme zu, ich stimme zu, zustimmung, bewilligt, wunderbar, hervorragend, ausgezeichnet, einwandfrei, " +
    "machen wir so, so machen, ist richtig, das ist richtig, ist korrekt, das ist korrekt, die mail ist ok, " +
    "die mail ist gut, die mail ist richtig, fur mich passt das, fur mich ist das ok, von meiner seite ist das ok, " +
    "fur mich ist das in ordnung, mail senden, die mail senden, die mail verschicken, sende es, senden sie, " +
    "senden sie es, senden sie die mail, senden sie die nachricht, verschicken sie die mail, " +
    "versenden sie die mail, sie konnen senden, sie konnen es senden, sie konnen die mail senden, du kannst senden, " +
    "du kannst es senden, rausschicken, raussenden, schick raus, schick es raus, schicks raus, schick es ab, " +
    "ist von mir, das ist von mir, die mail ist von mir, die nachricht ist von mir, kommt von mir, " +
    "das kommt von mir, die mail kommt von mir, die nachricht kommt von mir, habe ich geschrieben, " +
    "das habe ich geschrieben, das bin ich, ich habe das geschrieben, ich habe sie geschrieben, ich habe die mail geschrieben",
  en:
    "yes, yep, yeah, yup, sure, of course, fine, good, all good, great, perfect, agreed, confirm, confirmed, " +
    "i confirm, approve, approved, i approve, accept, accepted, send, send it, release, released, go, go ahead, " +
    "agree, i agree, absolutely, sounds good, looks good, looks good to me, ok for me, fine with me, all right, " +
    "alright, fine by me, that's fine, that is fine, that's ok, that's good, that's right, that's correct, " +
    "good to go, go for it, please do, wonderful, excellent, no objection, no objections, send this, you can send, " +
    "you can send it, you can send this, that's from me, that is from me, that was me, it was me, i wrote it, " +
    "i wrote this, i wrote that",
  fr:
    "oui, d'accord, je suis d'accord, dac, bien sur, bon, c'est bon, c'est bon pour moi, c'est parfait, " +
    "ok pour moi, tout bon, tres bien, parfait, confirme, je confirme, confirmer, j'approuve, approuve, approuver, " +
    "accepte, j'accepte, accepter, envoyer, envoyez, envoie, allez y, valide, je valide, valider, volontiers, " +
    "entendu, avec plaisir, ouais, vas y, ca marche, ca joue, c'est ok, c'est en ordre, tout a fait, absolument, " +
    "exactement, c'est juste, tout est juste, tout est ok, ca me va, c'est correct, c'est de moi, c'est bien moi, feu vert, impeccable, excellent, " +
    "aucune objection, pas d'objection, d'envoyer, vous pouvez envoyer, vous pouvez envoyer le message, " +
    "vous pouvez l'envoyer, tu peux envoyer, tu peux l'envoyer",
  it:
    "si, certo, certamente, va bene, d'accordo, sono d'accordo, bene, benissimo, perfetto, confermo, conferma, " +
    "confermato, approvo, approvato, accetto, accettato, invia, inviare, inviate, spedire, volentieri, esatto, " +
    "giusto, tutto bene, tutto ok, va bene cosi, va benissimo, per me va bene, sicuro, ottimo, confermo l'invio, via libera, " +
    "tutto a posto, procedi, procedete, proceda, spedisci, spedite, inviala, invialo, inviatela, inviatelo, " +
    "potete inviare, puo inviare, puoi inviare, nessuna obiezione, l'ho scritto io, l'ho scritta io",
});

/** Words of thanks; a line of nothing else releases, too. */
export const THANKS = words({
  de:
    "danke, danke vielmals, vielen dank, herzlichen dank, besten dank, danke sehr, danke schon, dankeschon, danke dir, " +
    "danke ihnen, danke euch, merci vielmal, merci vilmal, dank, danke nochmals, nochmals danke, " +
    "nochmals vielen dank, nochmals herzlichen dank, vielen dank nochmals, danke im voraus, vielen dank im voraus, " +
    "besten dank im voraus",
  en: "thanks, thank you, thank you very much, many thanks, thanks a lot, thx",
  fr: "merci, merci beaucoup, merci bien, mille mercis, un grand merci",
  it: "grazie, grazie mille, molte grazie, tante grazie, mille grazie",
});

/** Words that change nothing about a yes, and are none: politeness, joints, greetings written small. */
export const FILLERS = words({
  de:
    "bitte, bitte sehr, und, so, dann, auch, lg, mfg, vg, glg, gruss, grusse, liebe grusse, " +
    "lieber gruss, viele grusse, freundliche grusse, herzliche grusse, bis bald, hallo, hoi, punkt, komma, ausrufezeichen",
  en: "please, and, then, it, regards, best regards, kind regards, cheers, hello, hi",
  fr: "s'il vous plait, s'il te plait, svp, stp, et, cordialement, bonjour, salut",
  it: "per favore, per piacere, prego, e, pure, saluti, cordiali saluti, ciao, buongiorno",
});

/**
 * What adds nothing to a yes on the same line, and alone is none. «Für die Info» is none of them, for «Ok, danke für die
 * Info» answers no question, nor is «das»: «Stimmt das so» asks.
 */
export const REMARKS = words({
  de:
    "hiermit, fur mich, meinerseits, von meiner seite, von mir, aus meiner sicht, mit dem versand, zum versand, " +
    "fur den versand, fur die nachfrage, furs nachfragen, fur die muhe, fur die arbeit, fur alles",
  en: "for me, by me, with me, from me, from my side, on my side, to send, for asking, for checking",
  fr: "de ma part, de mon cote, pour l'envoi, pour la question",
  it: "da parte mia, per l'invio, per la domanda",
});

/**
 * Words that reject when an answer begins with one. A refusal is final, so what has another meaning is none: «Noé» is a
 * name, «Ne changez rien» agrees, and «Absage bitte so verschicken» speaks of the mail.
 */
export const NO_WORDS = words({
  de:
    "nein, nee, nei, no, nod, nid, nicht, niemals, keinesfalls, auf keinen fall, stopp, stop, halt, ablehnen, " +
    "abgelehnt, ablehnung, abbrechen, abbruch, verwerfen, verworfen, zuruckweisen, zuruckgewiesen, abgesagt",
  en:
    "no, nope, not, never, don't, do not, reject, rejected, refuse, refused, cancel, cancelled, canceled, " +
    "deny, denied, decline, declined, stop",
  fr: "non, refuse, refuser, refusez, je refuse, rejete, rejeter, rejetez, annuler, annule, annulez, jamais, stop",
  it:
    "no, rifiuta, rifiuto, rifiutare, rifiutato, respinto, respingi, respingere, annulla, annullare, " +
    "annullato, stop",
});

/**
 * Phrases that begin with a no-word and refuse nothing: they agree, doubt or put off, so the person is asked back. In
 * Swiss German «no nöd» means not yet.
 */
export const NO_REFUSALS = words({
  de: "nicht schlecht, nicht sicher, nicht ganz sicher, no nod, no nid, no ned, no nit, no nicht, no e, no oppis, halt einfach",
  en:
    "no problem, no problems, no issue, no issues, no worries, no doubt, no idea, not sure, not yet, not bad, never mind, " +
    "don't know, don't mind, don't worry, don't see why not",
  fr: "jamais de probleme",
  it:
    "non so, non lo so, non c'e problema, non c'e nessun problema, non ci sono problemi, non sono sicuro, " +
    "non sono sicura, non ancora",
});

/** Words that go on with a yes on the line above and bind it to something. */
export const CONDITIONS = words({
  de:
    "aber, jedoch, allerdings, falls, sofern, wenn, sobald, ausser, ohne, nur, erst, bitte erst, bitte nicht, " +
    "bitte noch nicht, bitte noch warten, bitte nur, bitte ohne, bitte warten, wart, warte, wartet, doch nicht, moment",
  en: "but, however, if, unless, except, without, only, provided, not before, please wait, wait",
  fr: "mais, sauf, sans, seulement, a condition, des que, attendez",
  it: "ma, pero, tranne, senza, soltanto, a condizione, aspettate, aspetta",
});

/**
 * Words that say what is done with the mail, or must be done before: beside a no-word or doubt (some are doubts
 * themselves) on the line below a yes they take it back.
 */
export const DEEDS = words({
  de:
    "senden, absenden, versenden, schicken, abschicken, verschicken, rausschicken, geschickt, gesendet, geschrieben, " +
    "falsch, falsche, falscher, falsches, falschen, andern, korrigieren, loschen, stoppen",
  en: "send, sending, sent, write, wrote, written, wrong, change, correct, delete",
  fr: "envoyer, envoyez, envoie, envoye, ecrit, faux, modifier, corriger, supprimer",
  it: "inviare, inviate, invia, inviato, spedire, mandare, scritto, scritta, sbagliato, modificare, correggere, cancellare",
});

/** Words that take back what a bare name or thanks above them would release. */
export const DOUBTS = words({
  de:
    "aber, jedoch, allerdings, leider, erst, noch, kein, keine, nichts, warten, spater, falsch, falsche, falscher, " +
    "falsches, falschen, absage, stoppen, loschen, andern, korrigieren, statt, ohne, ps",
  en: "but, however, unfortunately, wait, later, wrong, yet, without, instead, delete, change, correct",
  fr: "mais, malheureusement, pas, attendre, attendez, faux, encore, sans, supprimer, modifier, corriger",
  it:
    "ma, pero, purtroppo, aspettare, aspetta, aspettate, sbagliato, ancora, senza, cancellare, modificare, " +
    "correggere",
});

/** Words of a holiday reply that shows no other sign: below a bare name or thanks nobody has said yes. */
export const ABSENCES = words({
  de:
    "abwesend, abwesenheit, ferien, urlaub, eingegangen, erhalten, automatisch, automatische, automatisierte, " +
    "weitergeleitet, ruckkehr, geschlossen, erreichbar, ticket",
  en: "absent, absence, away, vacation, holiday, holidays, leave, out, received, automatic, automatically, automated, closed",
  fr: "absent, absente, absence, conge, conges, vacances, recu, automatique, automatiquement",
  it: "assente, assenza, ferie, vacanza, vacanze, ricevuto, ricevuta, automatico, automatica, automaticamente",
});

/**
 * Words by which somebody speaks in a sentence, of himself or to another. A signature has none: below a bare name or
 * thanks they say something that nobody has read.
 */
export const TALK = words({
  de:
    "ich, mich, mir, mein, meine, wir, uns, unser, unsere, sie, dich, dir, euch, ihre nachricht, ihre mail, " +
    "ihre anfrage, ihr anliegen, bin, ist, sind, wird, wurde, werden, hat, haben, morgen",
  en:
    "i'm, i'll, i've, i'd, i am, i will, i have, i can, i was, i did, we, we're, we'll, our, you, your, my, is, are, " +
    "was, were, tomorrow",
  fr: "je, j'ai, j'etais, j'attends, nous, vous, votre, vos, notre, nos, mon, mes, suis, serai, sera, demain",
  it: "io, noi, voi, vi, vostro, vostra, nostro, nostra, mio, mia, sono, siamo, saro, sara, ho, abbiamo, domani",
});

function words(perLanguage: Record<Language, string>): ReadonlySet<string> {
  return new Set(Object.values(perLanguage).flatMap((list) => list.split(", ")));
}
