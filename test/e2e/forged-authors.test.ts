import { expect, test } from "vitest";
import { signed, signerOf } from "../support/dkim-signer.ts";
import { type DnsZone, dnsServer } from "../support/dns-server.ts";
import { answer, sendSmtp } from "../support/mail-client.ts";
import { type Letter, mailTo, type Post } from "../support/mails.ts";
import {
  BEAT,
  DOMAIN,
  HAUSKREIS,
  JUGEND,
  KIM,
  LEA,
  LEADER,
  RUTH,
  RUTH_AT_SCHOOL,
  stage,
  WUETHRICHS,
} from "../support/people.ts";
import { type Program, startProgram } from "../support/program.ts";

const GANG = "bande@bande.example";
const FRONT_SERVER = "mx.kg-aarau.example";

/** Ruth's provider signs, and sends from another address than this machine; it wants nothing of it forged. */
const POST = signerOf("post.example", "k1");
const REVOKED = signerOf("post.example", "k2", "ed25519");
const SHORT = signerOf("post.example", "k3", "rsa-512");
const TRIED_OUT = signerOf("post.example", "k4", "ed25519", "t=y");
/** The gang has a domain that does everything right. */
const BANDE = signerOf("bande.example", "b", "ed25519");

const THIS_MACHINE = "v=spf1 ip4:127.0.0.1 -all";

function txt(...texts: string[]): { type: "TXT"; text: string }[] {
  return texts.map((text) => ({ type: "TXT", text }));
}

const ZONE: DnsZone = {
  "post.example TXT": txt("v=spf1 ip4:192.0.2.10 -all"),
  "_dmarc.post.example TXT": txt("v=DMARC1; p=reject"),
  // What this machine says in EHLO, and may.
  "mail.post.example TXT": txt(THIS_MACHINE),
  "k1._domainkey.post.example TXT": txt(POST.record.text),
  "k2._domainkey.post.example TXT": txt("v=DKIM1; p="),
  "k3._domainkey.post.example TXT": txt(SHORT.record.text),
  "k4._domainkey.post.example TXT": txt(TRIED_OUT.record.text),
  // Léa's provider has no rules, the school none but SPF.
  "poste.example TXT": txt("v=spf1 -all"),
  "_dmarc.poste.example TXT": txt("v=DMARC1; p=none"),
  "schule.example TXT": txt(THIS_MACHINE),
  "weg.schule.example TXT": txt("v=spf1 -all"),
  "bande.example TXT": txt(THIS_MACHINE),
  "_dmarc.bande.example TXT": txt("v=DMARC1; p=reject"),
  "b._domainkey.bande.example TXT": txt(BANDE.record.text),
  "post.example.bande.example TXT": txt(THIS_MACHINE),
  "p0st.example TXT": txt(THIS_MACHINE),
  "xn--pst-tdd.example TXT": txt(THIS_MACHINE),
};

const TO_JUGEND = { to: JUGEND, subject: "Neues Konto", text: "Bitte einzahlen\n" };
const RUTHS: Letter = { ...TO_JUGEND, from: `Ruth Keller <${RUTH}>` };

/** By the gang, which says what it likes. @param from whole lines of From fields */
function forged(from: string, changes: Partial<Letter> & { sender?: string } = {}): Post {
  const post = mailTo({ ...TO_JUGEND, from: "x@bande.example", ...changes });
  return { from: changes.sender ?? GANG, to: post.to, raw: replaced(post.raw, /^From: [^\r]*/m, from) };
}

function replaced(raw: Buffer, what: RegExp | string, by: string): Buffer {
  const text = raw.toString("latin1");
  const changed = text.replace(what, () => Buffer.from(by).toString("latin1"));
  if (changed === text) throw new Error(`nothing is like ${what}`);
  return Buffer.from(changed, "latin1");
}

/** A true mail of Ruth that the gang got hold of, changed and sent on. */
function replayed(
  change: (raw: Buffer) => Buffer,
  letter: Partial<Letter> = {},
  order?: Parameters<typeof signed>[2],
): Post {
  const { raw } = mailTo({ ...RUTHS, ...letter });
  return { from: GANG, to: [JUGEND], raw: change(signed(raw, POST, order)) };
}

function onTop(line: string): (raw: Buffer) => Buffer {
  return (raw) => Buffer.concat([Buffer.from(`${line}\r\n`), raw]);
}

const FROM_RUTH = `From: Ruth Keller <${RUTH}>`;

/** Its domain disowns it: refused, and Ruth never hears of it. */
const DISOWNED: Record<string, () => Post> = {
  "Ruth's address": () => forged(FROM_RUTH),
  "Ruth's address, also in the envelope": () => forged(FROM_RUTH, { sender: RUTH }),
  "Ruth's address in capitals": () => forged("From: <RUTH@POST.EXAMPLE>"),
  "Ruth's address with a comment for a name": () => forged(`From: ${RUTH} (Ruth Keller)`),
  "Ruth's address, the field with a blank before its colon": () => forged(`From : ${RUTH}`),
  "Ruth's address, the field folded": () => forged(`From:\r\n Ruth\r\n Keller\r\n <${RUTH}>`),
  "Ruth's address, its name an encoded word": () => forged(`From: =?utf-8?q?Ruth_Keller?= <${RUTH}>`),
  "Ruth's address with the gang as Sender": () => forged(FROM_RUTH, { headers: [`Sender: ${GANG}`] }),
  "Ruth's address with the gang as Resent-From": () => forged(FROM_RUTH, { headers: [`Resent-From: ${GANG}`] }),
  "a homoglyph in Ruth's own name": () => forged("From: <r\u03c5th@post.example>"),
  "a subdomain that exists": () => forged("From: ruth@mail.post.example"),
  "a subdomain that nobody has": () => forged("From: ruth@nirgends.post.example"),
  "the word of the front server": () =>
    forged(FROM_RUTH, { headers: [`Authentication-Results: ${FRONT_SERVER}; dmarc=pass header.from=post.example`] }),
  "our own word": () =>
    forged(FROM_RUTH, {
      headers: [
        `Authentication-Results: ${DOMAIN}; dmarc=pass header.from=post.example; spf=pass smtp.mailfrom=${RUTH}`,
      ],
    }),
  "Received-SPF": () =>
    forged(FROM_RUTH, { headers: [`Received-SPF: pass client-ip=192.0.2.10; envelope-from="${RUTH}"`] }),
  "an ARC seal of its own": () =>
    forged(FROM_RUTH, {
      headers: [
        "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=post.example; s=k1; b=AAAA",
        "ARC-Message-Signature: i=1; a=rsa-sha256; d=post.example; s=k1; h=from; bh=AAAA; b=AAAA",
        "ARC-Authentication-Results: i=1; post.example; dmarc=pass header.from=post.example",
      ],
    }),
  "a true signature of the gang": () => signedBy(BANDE, forged(FROM_RUTH)),
  "a signature of the gang with Ruth as identity": () => signedBy(BANDE, forged(FROM_RUTH), { tags: [`i=${RUTH}`] }),
  "a signature of the gang in the name of the post": () =>
    signedBy({ ...BANDE, selector: "k1" }, forged(FROM_RUTH), { domain: "post.example" }),
  "a signature with a key that nobody has published": () =>
    signedBy({ ...BANDE, selector: "none" }, forged(FROM_RUTH), { domain: "post.example" }),
  "a signature with a key that was revoked": () => signedBy(REVOKED, forged(FROM_RUTH)),
  "a signature with a key of 512 bits": () => signedBy(SHORT, forged(FROM_RUTH)),
  "a signature with SHA-1": () => signedBy(POST, forged(FROM_RUTH), { hash: "sha1" }),
  "a signature that has expired": () => signedBy(POST, forged(FROM_RUTH), { tags: ["t=1500000000", "x=1500086400"] }),
  "a signature that does not cover From": () =>
    signedBy(POST, forged(FROM_RUTH), { fields: ["subject", "to", "date"] }),
  "six hundred signatures, none of them true": () =>
    forged(FROM_RUTH, {
      headers: Array.from(
        { length: 600 },
        (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; d=post.example; s=k${n}; h=from; bh=AA; b=AA`,
      ),
    }),
  "a true mail of Beat with Ruth's address": () =>
    replayed((raw) => replaced(raw, BEAT, RUTH), { from: `Beat <${BEAT}>` }),
  "a true mail with another subject": () => replayed((raw) => replaced(raw, "Neues Konto", "Anderes Konto")),
  "a true mail with another body": () => replayed((raw) => replaced(raw, "Bitte einzahlen", "Bitte auszahlen")),
  "a true mail with more in its body": () => replayed((raw) => Buffer.concat([raw, Buffer.from("und hier\r\n")])),
  "a true mail to somebody else, with our group as To": () =>
    replayed((raw) => replaced(raw, "opfer@bande.example", JUGEND), { to: "opfer@bande.example" }),
};

function signedBy(signer: Parameters<typeof signed>[1], post: Post, order?: Parameters<typeof signed>[2]): Post {
  return { ...post, raw: signed(post.raw, signer, order) };
}

/** Nobody is the author: two readers would see two people, or none. */
const AMBIGUOUS: Record<string, () => Post> = {
  "two From fields": () => forged(`From: ${GANG}\r\n${FROM_RUTH}`),
  "two From fields, the other way round": () => forged(`${FROM_RUTH}\r\nFrom: ${GANG}`),
  "two mailboxes": () => forged(`From: ${GANG}, ${RUTH}`),
  "two addresses in brackets": () => forged(`From: <${GANG}> <${RUTH}>`),
  "a group": () => forged(`From: Leitung: ${RUTH};`),
  "a comment that is an address": () => forged(`From: ${GANG} (${RUTH})`),
  "a comment within the address": () => forged("From: ruth@post.example(x)bande.example"),
  "a route": () => forged(`From: <@bande.example:${RUTH}>`),
  "an encoded word for an address": () => forged("From: =?utf-8?q?ruth=40post=2Eexample?="),
  "a quoted local part": () => forged('From: "ruth@post.example"@bande.example'),
  "an address with a dot behind it": () => forged("From: <ruth@post.example.>"),
  "an address in full-width letters": () => forged("From: <ruth@ｐｏｓｔ.example>"),
  "a lone CR in the field": () => forged(`From: ${GANG}\rFrom: ${RUTH}`),
  "a NUL in the field": () => forged(`From: ${RUTH}\0`),
  "no From field": () => forged(`X-From: ${RUTH}`),
};

/** True mail of a stranger, who only looks like Ruth. */
const STRANGERS: Record<string, () => Post> = {
  "Ruth's address as display name": () => forged(`From: "${RUTH}" <${GANG}>`),
  "Ruth's address as encoded display name": () => forged(`From: =?utf-8?q?ruth=40post=2Eexample?= <${GANG}>`),
  "Ruth's domain below that of the gang": () =>
    forged("From: ruth@post.example.bande.example", { sender: "x@post.example.bande.example" }),
  "a domain that looks like hers": () => forged("From: ruth@p0st.example", { sender: "ruth@p0st.example" }),
  "a domain with a letter of another script": () =>
    forged("From: ruth@p\u043est.example", { sender: "ruth@xn--pst-tdd.example" }),
};

/** Its domain has no rule against it, but does not vouch for it either: the true author is asked first. */
const ASKED: Record<string, { author: string; post: () => Post }> = {
  "a domain that only watches": { author: LEA, post: () => forged(`From: Léa <${LEA}>`.replace("é", "e")) },
  "a domain without any rule": { author: RUTH, post: () => forged(`From: ${RUTH_AT_SCHOOL}`) },
  "a domain without any rule, sent for its subdomain": {
    author: RUTH,
    post: () => forged(`From: ${RUTH_AT_SCHOOL}`, { sender: "x@weg.schule.example" }),
  },
  "a true mail with a second subject above the first": {
    author: RUTH,
    post: () => replayed(onTop("Subject: Anderes Konto")),
  },
  "a true mail with Reply-To to the gang": {
    author: RUTH,
    post: () => replayed(onTop(`Reply-To: ${GANG}`), {}, { fields: ["from", "to", "subject", "date"] }),
  },
  "a true mail to somebody else, with our group in Cc": {
    author: RUTH,
    post: () => replayed(onTop(`Cc: ${JUGEND}`), { to: "opfer@bande.example" }, { fields: ["from", "to", "subject"] }),
  },
  "a true mail to somebody else, with our group in an unsigned To": {
    author: RUTH,
    post: () =>
      replayed(
        (raw) => replaced(raw, "opfer@bande.example", JUGEND),
        { to: "opfer@bande.example" },
        { fields: ["from", "subject"] },
      ),
  },
  "a true mail, longer than its signature": {
    author: RUTH,
    post: () => replayed((raw) => Buffer.concat([raw, Buffer.from("und hier\r\n")]), {}, { tags: ["l=17"] }),
  },
  "a true mail with a second Content-Type": {
    author: RUTH,
    post: () => replayed(onTop("Content-Type: text/html"), {}, { fields: ["from", "to", "subject", "date"] }),
  },
  "a signature whose key is a test": { author: RUTH, post: () => signedBy(TRIED_OUT, forged(FROM_RUTH)) },
};

async function association(zone: DnsZone = ZONE, config: object = {}): Promise<Program> {
  const dns = await dnsServer(zone);
  return startProgram({
    directory: stage({
      jugend: { moderatorRole: LEADER, loginsMaySend: "send", membersMaySend: "send" },
      hauskreis: { moderatorRole: "L", loginsMaySend: "send", membersMaySend: "send" },
    }),
    config: {
      dns: { servers: [dns.address] },
      authentication: { trustedPeers: ["192.0.2.0/24"], trustedAuthServers: [FRONT_SERVER], ...config },
    },
  });
}

test("forged authors in every form reach nobody", { timeout: 120_000 }, async () => {
  const program = await association();
  const { sink, smtpPort } = program;
  const forms = [
    ...Object.entries(DISOWNED).map(([form, post]) => ({ form, post, code: 550, word: "forged-sender" })),
    ...Object.entries(AMBIGUOUS).map(([form, post]) => ({ form, post, code: 554, word: "unparsable" })),
    ...Object.entries(STRANGERS).map(([form, post]) => ({ form, post, code: 550, word: "sender-not-allowed" })),
    {
      form: "a null sender",
      post: () => ({ ...forged(FROM_RUTH), from: "" }),
      code: 250,
      word: "automatic-message",
    },
  ];
  expect(forms.length).toBeGreaterThan(40);
  for (const { form, post, code, word } of forms) {
    const [answered] = await sendSmtp(smtpPort, post());
    expect(answered, form).toMatchObject({ at: "DATA", code, text: expect.stringContaining(`[${word}]`) });
  }
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([]);

  for (const [form, { post }] of Object.entries(ASKED)) {
    expect(await sendSmtp(smtpPort, post()), form).toMatchObject([{ code: 250 }]);
  }
  await sink.waitFor(Object.keys(ASKED).length);
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual(
    Object.values(ASKED)
      .map(({ author }) => `confirm ${author}`)
      .toSorted(),
  );
  for (const question of sink.mails) {
    expect((await question.parsed()).text).toMatch(/Absender nicht bestätigt|Auteur pas confirmé/);
  }

  // Nothing of it is forged but the choice of readers, and that is asked about for everybody.
  expect(
    await sendSmtp(
      smtpPort,
      replayed((raw) => raw, { to: "opfer@bande.example" }),
    ),
  ).toMatchObject([{ code: 250 }]);
  await sink.waitFor(Object.keys(ASKED).length + 1);
  expect(sink.copies()).toEqual([]);

  const messages = await program.json<{ state: string; authenticated: boolean }[]>("message", "list");
  expect(new Set(messages.map(({ state }) => state))).toEqual(new Set(["held", "refused", "dropped"]));
});

const EVERYBODY = [`copy ${BEAT}`, `copy ${WUETHRICHS}`, `copy ${LEA}`, `copy ${RUTH}`, `report ${RUTH}`];

test("Ruth's mail goes out unasked when her provider has signed it, whoever hands it over", async () => {
  const program = await association();
  const { raw } = mailTo(RUTHS);
  expect(await sendSmtp(program.smtpPort, { from: GANG, to: [JUGEND], raw: signed(raw, POST) })).toMatchObject([
    { code: 250 },
  ]);
  await program.sink.waitForNotice("report", RUTH);
  expect(program.sink.left()).toEqual(EVERYBODY);
  const message = await program.json<object>("message", "show", "1");
  expect(message).toMatchObject({
    authenticated: true,
    evidence:
      "dmarc=pass header.from=post.example policy.dmarc=reject; spf=pass smtp.mailfrom=bande.example; spf=pass smtp.helo=mail.post.example; dkim=pass header.d=post.example",
  });
  expect(program.stderr).toContain("dmarc=pass header.from=post.example");
});

test("Ruth's mail goes out unasked when her school lets this machine send", async () => {
  const program = await association();
  const post = mailTo({ ...RUTHS, from: `Ruth Keller <${RUTH_AT_SCHOOL}>` });
  expect(await sendSmtp(program.smtpPort, post)).toMatchObject([{ code: 250 }]);
  await program.sink.waitForNotice("report", RUTH_AT_SCHOOL);
  expect(program.sink.copies()).toHaveLength(4);
  expect(await program.json<object>("message", "show", "1")).toMatchObject({
    authenticated: true,
    evidence:
      "dmarc=none header.from=schule.example; spf=pass smtp.mailfrom=schule.example; spf=pass smtp.helo=mail.post.example",
  });
});

test("what is disowned can be held for a moderator instead, and is still never told to whom it names", async () => {
  const program = await association(ZONE, { onDmarcFail: "hold" });
  const { sink, smtpPort } = program;
  // Ruth moderates the Jugend alone: nobody else could decide.
  expect(await sendSmtp(smtpPort, forged(FROM_RUTH))).toMatchObject([
    { code: 550, text: expect.stringContaining("[no-moderator]") },
  ]);
  expect(await sendSmtp(smtpPort, forged(FROM_RUTH, { to: `ml@${DOMAIN}` }))).toMatchObject([
    { code: 550, text: expect.stringContaining("[login-required]") },
  ]);
  // Léa leads the Hauskreis, and Kim belongs to it.
  expect(await sendSmtp(smtpPort, forged(`From: ${KIM}`, { to: HAUSKREIS }))).toMatchObject([{ code: 250 }]);
  const question = await sink.waitForNotice("moderate", LEA);
  expect((await question.parsed()).text).toContain("Auteur pas confirmé");
  await sendSmtp(smtpPort, answer(question, "Non", LEA));
  await expect
    .poll(async () => (await program.json<{ state: string }[]>("message", "list"))[0]?.state, { timeout: 15_000 })
    .toBe("rejected");
  await sink.waitUntilQuiet();
  expect(sink.left()).toEqual([`moderate ${LEA}`]);
});
