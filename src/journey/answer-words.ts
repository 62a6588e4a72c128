type Language = "de" | "en" | "fr" | "it";

/** Words and phrases that release, folded (lower case, no accents). Language does not matter: «ok» is everybody's. */
export const YES_WORDS = words({
  de:
    "ja, jawohl, jep, jo, klar, na klar, alles klar, klaro, sicher, ok, o k, okay, okey, oke, gut, sehr gut, " +
    "alles gut, alles ok, alles okay, gerne, gern, sehr gerne, einverstanden, bin einverstanden, " +
    "ich bin einverstanden, bestatigt, bestaetigt, bestatige, ich bestatige, bestatigen, freigeben, " +
    "freigegeben, freigabe, freigabe erteilt, ich gebe frei, gebe frei, genehmigt, genehmige, ich genehmige, " +
    "akzeptiert, senden, absenden, versenden, abschicken, verschicken, schicken, los, geht raus, kann raus, " +
    "darf raus, kann gesendet werden, kann so raus, passt, das passt, passt so, ist ok, ist okay, ist gut, " +
    "das ist ok, das ist okay, das ist gut, ist in ordnung, das ist in ordnung, von mir aus, mach das, stimmt, " +
    "richtig, korrekt, in ordnung, alles in ordnung, geht in ordnung, geht klar, perfekt, super, prima, bestens, " +
    "sieht gut aus, genau, naturlich, selbstverstandlich, auf jeden fall, oki, jup, guet, isch guet, isch ok, " +
    "garn, passt scho, passt schon, passt fur mich, ok fur mich, tiptop, tip top, top, das war ich, das stimmt, " +
    "stimmt so, das stimmt so, kein einwand, keine einwande",
  en:
    "yes, yep, yeah, yup, sure, of course, fine, good, all good, great, perfect, agreed, confirm, confirmed, " +
    "i confirm, approve, approved, i approve, accept, accepted, send, send it, release, released, go, " +
    "go ahead, agree, i agree, absolutely, sounds good, looks good, looks good to me, ok for me, fine with me, all right, alright",
  fr:
    "oui, d'accord, je suis d'accord, dac, bien sur, bon, c'est bon, c'est bon pour moi, c'est parfait, " +
    "ok pour moi, tout bon, tres bien, parfait, confirme, je confirme, confirmer, j'approuve, approuve, " +
    "approuver, accepte, j'accepte, accepter, envoyer, envoyez, envoie, allez y, valide, je valide, valider, " +
    "volontiers, entendu, avec plaisir, ouais, vas y, ca marche, ca joue, c'est ok, c'est en ordre",
  it:
    "si, certo, certamente, va bene, d'accordo, sono d'accordo, bene, benissimo, perfetto, confermo, conferma, " +
    "confermato, approvo, approvato, accetto, accettato, invia, inviare, inviate, spedire, volentieri, " +
    "esatto, giusto, tutto bene, tutto ok, va bene cosi, va benissimo, per me va bene",
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
    "lieber gruss, viele grusse, freundliche grusse, herzliche grusse, bis bald, hallo, hoi",
  en: "please, and, then, it, regards, best regards, kind regards, cheers, hello, hi",
  fr: "s'il vous plait, s'il te plait, svp, stp, et, cordialement, bonjour, salut",
  it: "per favore, per piacere, prego, e, pure, saluti, cordiali saluti, ciao, buongiorno",
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
    "weitergeleitet, ruckkehr",
  en: "absent, absence, away, vacation, holiday, holidays, leave, out, received, automatic, automatically, automated",
  fr: "absent, absente, absence, conge, conges, vacances, recu, automatique, automatiquement",
  it: "assente, assenza, ferie, vacanza, vacanze, ricevuto, ricevuta, automatico, automatica, automaticamente",
});

function words(perLanguage: Record<Language, string>): ReadonlySet<string> {
  return new Set(Object.values(perLanguage).flatMap((list) => list.split(", ")));
}
