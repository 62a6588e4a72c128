import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "../support/config-mistakes.ts";

const least = { domain: "gruppen.example.org", organisation: { contact: "sekretariat@example.org" } };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rundmail-at-once-"));
  return () => rmSync(folder, { recursive: true });
});

const mistakes = (content: unknown) => mistakesIn(folder, content);

/** Where they are, without what is said about them. */
function places(content: unknown): string[] {
  return mistakes(content)
    .map((line) => line.split(":")[0] ?? "")
    .toSorted();
}

describe("one run tells all kinds of mistakes", () => {
  test("a wrong type, an unknown name, settings that do not fit together, and files that are missing", () => {
    expect(
      places({
        ...least,
        organisation: { contact: "info@gruppen.example.org" },
        maxRecipients: "many",
        colour: "red",
        archive: ["archiv", "jugend@gruppen.example.org"],
        relay: { port: 0, user: "x", passwordFile: "missing" },
        listen: [{ protocol: "smtp", port: "x", tls: { certFile: "missing", keyFile: "missing" } }],
        senders: {
          kunde: { returnPath: "ml@gruppen.example.org", relay: { passwordFile: "missing", port: 0 }, batch: 3 },
          kirche: { from: 3, dkim: { domain: "", selector: "rundmail", keyFile: "missing" } },
        },
      }),
    ).toEqual(
      [
        "organisation.contact",
        "maxRecipients",
        "colour",
        "archive[0]",
        "archive[1]",
        "relay.port",
        "relay.passwordFile",
        "listen[0].port",
        "listen[0].tls.certFile",
        "listen[0].tls.keyFile",
        "senders.kunde.returnPath",
        "senders.kunde.relay",
        "senders.kunde.relay.passwordFile",
        "senders.kunde.relay.port",
        "senders.kunde.batch",
        "senders.kirche.from",
        "senders.kirche.dkim.domain",
        "senders.kirche.dkim.keyFile",
      ].toSorted(),
    );
  });

  test("one sender with a pace of its own does not keep all of them from being judged", () => {
    expect(
      places({ ...least, senders: { kirche: { batch: { every: "1m" } }, kunde: { from: "author-if-ours" } } }),
    ).toEqual(["senders.kunde.domains"]);
  });

  test("one file that is missing does not keep the others from being looked at", () => {
    writeFileSync(join(folder, "empty"), "\n");
    writeFileSync(join(folder, "letter"), "this is a letter");
    expect(
      places({
        ...least,
        relay: { user: "x", passwordFile: "missing" },
        listen: [{ protocol: "smtp", port: 0, tls: { certFile: "letter", keyFile: "letter" } }],
        senders: {
          default: { relay: { host: "mail.example.org", user: "x", passwordFile: "empty" } },
          kirche: { dkim: { domain: "example.org", selector: "rundmail", keyFile: "letter" } },
        },
      }),
    ).toEqual([
      "listen[0].tls",
      "relay.passwordFile",
      "senders.default.relay.passwordFile",
      "senders.kirche.dkim.keyFile",
    ]);
  });

  test("a folder is no password file", () => {
    mkdirSync(join(folder, "passwords"));
    expect(mistakes({ ...least, relay: { user: "x", passwordFile: "passwords" } })).toEqual([
      expect.stringContaining(`relay.passwordFile: found "${join(folder, "passwords")}", cannot be read`),
    ]);
  });
});

describe("what follows from a mistake is not told as another one", () => {
  test("nothing is missing that stands there under a misspelt name", () => {
    expect(
      mistakes({
        domian: "gruppen.example.org",
        organisation: least.organisation,
        relay: { user: "x", passwordfile: "missing" },
        senders: { kunde: { form: "author-if-ours", dkim: { domain: "kunde.example", selektor: "a", keyfile: "b" } } },
      }),
    ).toEqual([
      'relay.passwordfile: no such setting (did you mean "passwordFile"?)',
      'senders.kunde.dkim.selektor: no such setting (did you mean "selector"?)',
      'senders.kunde.dkim.keyfile: no such setting (did you mean "keyFile"?)',
      'senders.kunde.form: no such setting (did you mean "from"?)',
      'domian: no such setting (did you mean "domain"?)',
    ]);
  });

  test("a certificate whose key is missing is not called useless as well", () => {
    writeFileSync(join(folder, "cert.pem"), "this is a letter");
    expect(
      places({ ...least, listen: [{ protocol: "smtp", port: 0, tls: { certFile: "cert.pem", keyFile: "missing" } }] }),
    ).toEqual(["listen[0].tls.keyFile"]);
  });
});

describe("what cannot be read at all has one mistake", () => {
  test("a file that is not UTF-8 would lose its umlauts", () => {
    const content = JSON.stringify({ ...least, organisation: { ...least.organisation, name: "Müller" } });
    expect(mistakes(Buffer.from(content, "latin1"))).toEqual(["(the whole file): is not UTF-8 (save it as UTF-8)"]);
    expect(mistakes(Buffer.from(`\ufeff${content}`, "utf16le"))).toEqual([
      "(the whole file): is not UTF-8 (save it as UTF-8)",
    ]);
  });

  test.each(["senders", "archive", "listen"])("%s with ten thousand brackets", (name) => {
    const deep = `{"domain": "a.example", "organisation": {"contact": "x@b.example"}, "${name}": `;
    const content = Buffer.from(`${deep}${"[".repeat(10_000)}${"]".repeat(10_000)}}`);
    expect(mistakes(content)).toEqual([expect.stringContaining(name)]);
  });
});
