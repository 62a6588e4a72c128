import { expect, test } from "vitest";
import { answer, sendLmtp, sendSmtp } from "../support/mail-client.ts";
import { addressIn, mailTo, type Post } from "../support/mails.ts";
import { BEAT, JUGEND, LEA, MARIA, RUTH, stageWithTwoModerators, WUETHRICHS } from "../support/people.ts";
import { startProgram } from "../support/program.ts";
import type { SunkMail } from "../support/sink.ts";

const ABSENT = "Ich bin bis 3. Dezember abwesend. Ihre Mail wird nicht weitergeleitet.\n\nMaria di Matteo\n";

/** What answers for Maria while she is away; all of it goes where the program believes that somebody reads it. */
const AUTOREPLIES: { title: string; write: (question: SunkMail) => Post }[] = [
  {
    title: "Sieve, to the return path (RFC 5230)",
    write: (question) => ({
      ...mailTo({
        from: `Maria di Matteo <${MARIA}>`,
        to: question.envelopeFrom,
        subject: `Auto: ${question.header("Subject")}`,
        text: ABSENT,
        headers: ["Auto-Submitted: auto-replied (vacation)"],
      }),
      from: "",
    }),
  },
  {
    title: "Exchange, to Reply-To, with a null sender",
    write: (question) => ({
      ...answer(question, ABSENT, MARIA, ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"]),
      from: "",
    }),
  },
  {
    title: "a null sender and nothing else",
    write: (question) => ({ ...answer(question, "", MARIA), from: "" }),
  },
  {
    title: "Auto-Submitted and an empty text, which would be a yes",
    write: (question) => answer(question, "", MARIA, ["Auto-Submitted: auto-replied"]),
  },
  ...[
    "Automatische Antwort:",
    "Abwesenheitsnotiz:",
    "Risposta automatica:",
    "Réponse automatique :",
    "Out of Office:",
  ].map((beginning) => ({
    title: `only its subject, ${beginning}`,
    write: (question: SunkMail) =>
      mailTo({
        from: MARIA,
        to: addressIn(question.header("Reply-To") ?? ""),
        subject: `${beginning} Freigeben?`,
        text: "Ja\n",
      }),
  })),
  ...["Precedence: bulk", "Precedence: auto_reply", "X-Autoreply: yes", "X-Autorespond: vacation"].map((field) => ({
    title: field,
    write: (question: SunkMail) => answer(question, "Ok\n", MARIA, [field]),
  })),
];

test("a holiday autoreply releases nothing", async () => {
  const program = await startProgram({ directory: stageWithTwoModerators() });
  const { sink } = program;
  await sendSmtp(
    program.smtpPort,
    mailTo({ from: BEAT, to: JUGEND, subject: "Fundbüro", text: "Wer vermisst eine Jacke?\n" }),
  );
  const question = await sink.waitForNotice("moderate", MARIA);
  for (const { title, write } of AUTOREPLIES) {
    expect(await sendSmtp(program.smtpPort, write(question)), title).toMatchObject([{ code: 250 }]);
    expect(await sendLmtp(program.lmtpPort, write(question)), title).toMatchObject([{ code: 250 }]);
  }
  await sink.waitUntilQuiet();
  const asked = [`held ${BEAT}`, `moderate ${MARIA}`, `moderate ${RUTH}`];
  expect(sink.left()).toEqual(asked);
  expect(await program.json("message", "list")).toMatchObject([{ state: "held", copies: { total: 0 } }]);

  // A program without any mark says something that is neither yes nor no: Maria is asked back, nothing is decided.
  await sendSmtp(program.smtpPort, answer(question, ABSENT, MARIA));
  const askedBack = await sink.waitForNotice("answer", MARIA);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`answer ${MARIA}`, ...asked].toSorted());
  expect(askedBack.header("Auto-Submitted")).toMatch(/^auto-/);

  // Back from holiday she answers, and only that counts.
  await sendSmtp(program.smtpPort, answer(askedBack, "Sì, grazie\n\nMaria", MARIA));
  await sink.waitForNotice("report", BEAT);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(
    [
      ...asked,
      `answer ${MARIA}`,
      `copy ${BEAT}`,
      `copy ${LEA}`,
      `copy ${MARIA}`,
      `copy ${RUTH}`,
      `copy ${WUETHRICHS}`,
      `decided ${RUTH}`,
      `released ${BEAT}`,
      `report ${BEAT}`,
    ].toSorted(),
  );
});

test("holiday autoreplies to the copies reach nobody, neither by the return path nor by the group", async () => {
  const people = stageWithTwoModerators();
  const program = await startProgram({ directory: people });
  const { sink } = program;
  await sendSmtp(program.smtpPort, mailTo({ from: RUTH, to: JUGEND, subject: "Fundbüro", text: "Eine Jacke\n" }));
  await sendSmtp(program.smtpPort, answer(await sink.waitForNotice("confirm", RUTH), "", RUTH));
  await sink.waitForNotice("report", RUTH);
  await sink.waitUntilQuiet();
  const before = sink.left();

  for (const copy of sink.copies()) {
    const reply = { from: copy.envelopeTo, subject: "Automatische Antwort: Fundbüro", text: ABSENT };
    const marked = { ...reply, headers: ["Auto-Submitted: auto-replied"] };
    const replies = [
      { ...mailTo({ ...marked, to: copy.envelopeFrom }), from: "" },
      mailTo({ ...reply, to: copy.envelopeFrom }),
      { ...mailTo({ ...marked, to: addressIn(copy.header("From") ?? "") }), from: "" },
      mailTo({ ...marked, to: JUGEND }),
    ];
    for (const post of replies) expect(await sendSmtp(program.smtpPort, post)).toMatchObject([{ code: 250 }]);
  }
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(before);
  const messages = await program.json<{ state: string; reason: string | null }[]>("message", "list");
  expect(messages.map(({ state, reason }) => `${state} ${reason}`).toSorted()).toEqual([
    ...Array.from({ length: 10 }, () => "dropped automatic-message"),
    "sent null",
  ]);
});
