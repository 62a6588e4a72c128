import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AddressObject, simpleParser } from "mailparser";
import { expect, test } from "vitest";
import type { Recipient } from "../../src/journey/placeholders/recipient.ts";
import { describeCorpora } from "../support/corpora.ts";
import { compose, filled, mail, person } from "./compose-sample.ts";

interface Name {
  given: string;
  family: string;
  /** "d" for diverse. */
  gender: string | null;
  title: string | null;
  note: string;
}

describeCorpora("names of many peoples", (folder) => {
  const { names }: { names: Name[] } = JSON.parse(readFileSync(join(folder, "names/names.json"), "utf8"));

  test("there are dozens of them", () => {
    expect(names.length).toBeGreaterThan(50);
  });

  test.each(names)("$given $family ($note) is written as its owner writes it", async (name) => {
    const owner = ownerOf(name);
    const [given, family] = [onOneLine(name.given), onOneLine(name.family)];
    const whole = [name.title ?? "", given, family].filter((part) => part !== "").join(" ");

    expect(filled("###TITEL### ###VORNAME### ###NACHNAME###", [owner])).toBe(whole);
    for (const [charset, encoding] of [
      ["utf-8", "8bit"],
      ["iso-8859-1", "quoted-printable"],
      ["us-ascii", "7bit"],
    ]) {
      const read = await simpleParser(compose(letter(charset ?? "", encoding ?? ""), [owner]));
      expect(read.subject).toBe(`Für ${whole}`);
      expect(read.text?.trim()).toBe(`An ${whole}!`);
      expect(read.html).toBe(`<p>An ${escaped(whole)}!</p>`);
      expect((read.to as AddressObject).value).toEqual([
        { address: "familie@post.example", name: [given, family].filter((part) => part !== "").join(" ") },
      ]);
    }
  });

  test.each(names)("$given $family ($note) is greeted by the whole name", (name) => {
    const owner = ownerOf(name);
    const [given, family] = [onOneLine(name.given), onOneLine(name.family)];
    for (const language of ["de", "it", "en"]) {
      const speaker = { ...owner, language };
      const informal = filled("###_SALUTATION### ###VORNAME###,", [speaker]);
      expect(informal).toMatch(/^\p{L}+(?: \S|,)/u);
      expect(informal.endsWith(given === "" ? `${informal.split(",")[0]},` : ` ${given},`)).toBe(true);
      expect(filled("###_SALUTATION_FORMAL### ###NACHNAME###,", [speaker]).endsWith(` ${family},`)).toBe(true);
    }
  });
});

function ownerOf({ given, family, gender, title }: Name): Recipient {
  return person({
    firstName: given,
    lastName: family,
    gender: gender === "d" ? "x" : gender === "f" || gender === "m" ? gender : null,
    title: title ?? "",
    language: "de",
  });
}

/** A line break comes from a spreadsheet cell, and blanks around a name from a slip: neither is part of the name. */
function onOneLine(name: string): string {
  return name.replace(/\s*\n\s*/g, " ").trim();
}

function letter(charset: string, encoding: string): Buffer {
  const field = `Content-Type: text/XXX; charset=${charset}\nContent-Transfer-Encoding: ${encoding}`;
  return mail(
    `From: ruth@post.example
Subject: =?iso-8859-1?Q?F=FCr?= ###TITEL### ###VORNAME### ###NACHNAME###
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
${field.replace("XXX", "plain")}

An ###TITEL### ###VORNAME### ###NACHNAME###!
--b
${field.replace("XXX", "html")}

<p>An ###TITEL### ###VORNAME### ###NACHNAME###!</p>
--b--
`,
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
