type Language = "de" | "en" | "fr" | "it";
type Phrases = Record<Language, string>;

/** Greetings that need no name behind them. */
export const GREETINGS = phrases({
  de:
    "hallo, hoi, hoi zusammen, hi, hey, sali, salu, gruezi, gruezi mitenand, gruezi wohl, guten tag, guete tag, " +
    "guten morgen, guete morge, guten abend, guten abig, gruss gott, gruss dich, servus, moin, moin moin, tschau, " +
    "halli hallo",
  en: "hello, hi there, hello there, good morning, good afternoon, good evening, good day",
  fr:
    "bonjour, bonsoir, salut, coucou, madame, monsieur, madame monsieur, mesdames messieurs, " +
    "mesdames et messieurs",
  it: "ciao, buongiorno, buon giorno, buonasera, buona sera, salve",
});

/** Words that open a letter only together with a name: «Lieber nicht» and «Lieber Freitag» are no greetings. */
export const SALUTATIONS = phrases({
  de:
    "lieber, liebe, liebes, liebste, liebster, sehr geehrte, sehr geehrter, sehr geehrtes, geschatzte, " +
    "geschatzter, werte, werter",
  en: "dear",
  fr: "cher, chere, chers, cheres",
  it: "caro, cara, cari, care, gentile, gentili, egregio, egregia, spettabile",
});

/** Who is greeted when it is no name; these may be written in lower case. */
export const ADDRESSEES = phrases({
  de:
    "zusammen, zame, miteinander, mitenand, alle, allerseits, ihr, lieben, beiden, team, frau, herr, damen, herren, " +
    "und, von, rundmail",
  en: "all, everyone, everybody, team, there, mr, mrs, ms, sir, madam, and, or",
  fr: "tous, toutes, a, equipe, madame, monsieur, mesdames, messieurs, l'equipe, toute, et, la, de",
  it: "tutti, tutte, a, signora, signore, signor, signori, team, e",
});

/** What only a name follows. */
export const TITLES = phrases({
  de: "frau, herr",
  en: "mr, mrs, ms",
  fr: "madame, monsieur, mme",
  it: "signora, signore, signor",
});

/** How letters end. What stands behind one of these is the writer's name. */
export const CLOSINGS = phrases({
  de:
    "liebe grusse, lieber gruss, lieben gruss, liebi gruss, liebi grussli, ganz liebe grusse, " +
    "mit lieben grussen, mit liebem gruss, herzliche grusse, herzlicher gruss, herzlichen gruss, " +
    "mit herzlichen grussen, mit herzlichem gruss, herzlich, herzlichst, freundliche grusse, " +
    "freundlicher gruss, freundlichen gruss, mit freundlichen grussen, mit freundlichem gruss, viele grusse, " +
    "vielen gruss, viele liebe grusse, beste grusse, besten gruss, mit besten grussen, mit bestem gruss, " +
    "schone grusse, schonen gruss, sonnige grusse, einen lieben gruss, en liebe gruss, gruss, grusse, grussli, " +
    "gruss und dank, dank und gruss, mit gruss, lg, mfg, vg, bg, hg, fg, glg, mlg, es grusst, " +
    "es grusst herzlich, es grusst freundlich, es grusst dich, es grusst sie, bis bald, bis dann, tschuss, " +
    "ade, schonen tag, schonen abend, schonen sonntag, schones wochenende, einen schonen tag, " +
    "einen schonen abend, ein schones wochenende",
  en:
    "best regards, kind regards, kindest regards, warm regards, with kind regards, many regards, regards, " +
    "best wishes, with best wishes, all the best, cheers, sincerely, yours sincerely, sincerely yours, yours, " +
    "yours truly, best, kr, br, have a nice day, have a good day, have a nice weekend, see you, love",
  fr:
    "cordialement, bien cordialement, tres cordialement, meilleures salutations, mes meilleures salutations, " +
    "avec mes meilleures salutations, avec nos meilleures salutations, salutations, cordiales salutations, " +
    "sinceres salutations, salutations distinguees, bien a vous, bien a toi, amicalement, amities, " +
    "sinceres amities, a bientot, bises, bonne journee, bonne soiree, bon week end, belle journee",
  it:
    "cordiali saluti, cari saluti, distinti saluti, saluti, saluti cordiali, tanti saluti, tanti cari saluti, " +
    "un saluto, un caro saluto, un cordiale saluto, con i migliori saluti, con cordiali saluti, " +
    "migliori saluti, a presto, buona giornata, buona serata, cordialmente, un abbraccio",
});

/** Written with a capital after a greeting these are still no name, but what somebody wants to say. */
export const NEVER_NAMES = phrases({
  de:
    "ja, nein, nee, gruss, grusse, nicht, nichts, kein, keine, keinen, nie, niemals, stop, stopp, halt, aber, bitte, danke, " +
    "ok, okay, gut, gerne, warten, ablehnen, abbrechen, freigeben, senden, falsch, falsche, falscher, " +
    "falsches, falschen, stoppen, loschen, andern, korrigieren, statt, ohne, nei, nod, nid, erst, noch, spater, morgen, heute, ende, anfang, nachste, nachster, nachsten, montag, dienstag, " +
    "mittwoch, donnerstag, freitag, samstag, sonnabend, sonntag, januar, februar, marz, april, mai, juni, " +
    "juli, august, september, oktober, november, dezember, warum, wieso, weshalb, wer, was, wie, wo, wann, moment, " +
    "fehler, irrtum, absage, abgesagt, abgelehnt, ablehnung, abbruch, verwerfen, verworfen, verschieben, " +
    "zuruckweisen, zuruckgewiesen, zuruckziehen, ruckzug, keinesfalls, jedoch, allerdings, leider, sorry, entschuldigung, achtung, vorsicht, wichtig, " +
    "korrektur, anderung, verschoben, ps",
  en:
    "yes, no, not, never, don't, wait, hold, but, please, thanks, thank, wrong, cancel, reject, refuse, later, " +
    "tomorrow, today, monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, " +
    "march, may, june, july, october, december, why, who, what, when, how, nope, rejected, refused, cancelled, " +
    "canceled, deny, denied, decline, declined, abort, mistake, sorry, attention, careful, correction, however, unfortunately, yet, without, instead, delete, change, correct",
  fr:
    "oui, non, pas, jamais, mais, merci, attendez, annuler, refuser, refuse, demain, plus, lundi, mardi, " +
    "mercredi, jeudi, vendredi, samedi, dimanche, faux, erreur, pardon, attention, correction, pourquoi, qui, quoi, quand, comment, attends, " +
    "attendre, annule, annulez, refusez, rejete, rejeter, rejetez, malheureusement, encore, sans, supprimer, modifier, corriger",
  it:
    "si, non, mai, ma, grazie, aspettare, aspetta, annulla, rifiuto, domani, dopo, lunedi, martedi, mercoledi, " +
    "giovedi, venerdi, sabato, domenica, sbagliato, errore, scusa, scusate, scusi, attenzione, correzione, perche, chi, cosa, quando, come, aspettate, annullare, " +
    "annullato, annullate, rifiuta, rifiutare, rifiutato, respinto, respingi, respingere, pero, purtroppo, ancora, senza, cancellare, modificare, correggere",
});

/** All languages in one set; who types without umlauts writes gruesse. */
function phrases(perLanguage: Phrases): ReadonlySet<string> {
  const entries = Object.values(perLanguage).flatMap((list) => list.split(", "));
  return new Set(entries.flatMap((entry) => [entry, entry.replace("gruss", "gruess")]));
}
