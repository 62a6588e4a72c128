import { describe, expect, test } from "vitest";
import { anna, filled, person, sampleOrder, urs } from "./compose-sample.ts";

function html(text: string, recipients = [anna]): string {
  return filled(text, recipients, { type: "html" });
}

describe("a placeholder as Word and Outlook leave it", () => {
  test.each([
    ["<p>###VOR<span lang=DE>NAME###</span></p>", "<p>Anna<span lang=DE></span></p>"],
    ["<b>##</b>#VORNAME###", "<b>Anna</b>"],
    ["#<i>#</i>#VORNAME#<o:p></o:p>##", "Anna<i></i><o:p></o:p>"],
    ["###VOR<!-- x -->NAME###", "Anna<!-- x -->"],
    ["&#35;##VORNAME##&num;", "Anna"],
    ["&#x23;&#X23;&#35VORNAME###", "Anna"],
    ["###FIRST&lowbar;NAME###", "Anna"],
    ["###ORT&#124;hier &amp; dort###", "hier &amp; dort"],
    ["###ORT|Gäste &uuml;&euro;###", "Gäste ü€"],
    ["###ORT|&Scaron;koda &frac12; &#150; &hearts;###", "Škoda ½ – ♥"],
    ["###VORNAME|<b>ihr</b> alle###", "Anna<b></b>"],
    ["###ORT|<b>ihr</b>\n alle###", "ihr alle<b></b>"],
    ["###PLZ&nbsp;ORT|<i>hier</i>###", "hier<i></i>"],
    ["###PLZ\nORT|hier###", "hier"],
    ["###VOR<wbr>NAME###", "Anna<wbr>"],
    [
      "<font>###</font><font color=red>VORNAME</font><font>###</font>",
      "<font>Anna</font><font color=red></font><font></font>",
    ],
    ["<span class=SpellE>###VORNAME</span>###", "<span class=SpellE>Anna</span>"],
    [
      "###<!--[if mso]><b><![endif]-->VORNAME<!--[if mso]></b><![endif]-->###",
      "Anna<!--[if mso]><b><![endif]--><!--[if mso]></b><![endif]-->",
    ],
    ["Wichtig###Info: bitte###VORNAME###", "Wichtig###Info: bitteAnna"],
  ])("%j is read", (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test.each([
    ["###_SALUTATION###&nbsp;###VORNAME###,", "Liebe Anna, lieber Urs,"],
    ["<b>###_SALUTATION###</b> <i>###VORNAME###</i>,", "<b>Liebe Anna, lieber Urs</b><i></i>,"],
    ["###_SALUTATION###\n  ###VORNAME###,", "Liebe Anna, lieber Urs,"],
    ["###_SALUTATION###<span>&#160;</span>###VORNAME###", "Liebe Anna, lieber Urs<span></span>"],
  ])("%j greets two together", (text, expected) => {
    expect(html(text, [anna, urs])).toBe(expected);
  });

  test("for one person salutation and name stay where they are", () => {
    expect(html("<b>###_SALUTATION###</b>&nbsp;<i>###VORNAME###</i>,")).toBe("<b>Liebe</b>&nbsp;<i>Anna</i>,");
  });

  test.each([
    "<p>###VOR</p><p>NAME###</p>",
    "<script>a = '###'</script>VORNAME###",
    "<!-- ###VORNAME### -->",
    "a < b ###VOR <3 NAME###",
    "<p ###VORNAME###>x</p>",
  ])("%j holds none", (text) => {
    expect(html(text)).toBe(text);
  });

  test("a title is text, also with signs of markup in it", () => {
    expect(html("<title>###VORNAME### &lt; a<b</title><p>###VORNAME###</p>")).toBe(
      "<title>Anna &lt; a<b</title><p>Anna</p>",
    );
  });

  test("what Outlook alone reads is HTML too", () => {
    expect(html("<!--[if mso]><p>###VORNAME###</p><![endif]-->")).toBe("<!--[if mso]><p>Anna</p><![endif]-->");
  });

  test("an empty name leaves no blank before a comma, also behind a tag", () => {
    const nobody = person({ firstName: "" });
    expect(html("<p>Hallo <b>###VORNAME###</b>, du</p>", [nobody])).toBe("<p>Hallo<b></b>, du</p>");
    expect(html("<p>Hallo ###VORNAME###</p>\n<p>x</p>", [nobody])).toBe("<p>Hallo</p>\r\n<p>x</p>");
  });
});

describe("a value in HTML", () => {
  const joker = person({ firstName: `<b>"O'Neil" & Söhne</b>` });

  test.each([
    ["<p>###VORNAME###</p>", `<p>&lt;b&gt;&quot;O'Neil&quot; &amp; Söhne&lt;/b&gt;</p>`],
    ['<p title="###VORNAME###">', `<p title="&lt;b&gt;&quot;O&#39;Neil&quot; &amp; Söhne&lt;/b&gt;">`],
    ["<p title=###VORNAME###>", "<p title=&#60;b&#62;&#34;O&#39;Neil&#34;&#32;&#38;&#32;Söhne&#60;&#47;b&#62;>"],
    ['<a href="x?n=###VORNAME###">', '<a href="x?n=%3Cb%3E%22O%27Neil%22%20%26%20S%C3%B6hne%3C%2Fb%3E">'],
    ['<a href="javascript:f(###VORNAME###)">', '<a href="javascript:f(bONeil  Söhneb)">'],
    ["<script>x='###VORNAME###'</script>", "<script>x='bONeil  Söhneb'</script>"],
    ['<p onclick="###VORNAME###">', '<p onclick="bONeil  Söhneb">'],
    ["<style>/*###VORNAME###*/</style>", "<style>/*bONeil  Söhneb*/</style>"],
    ["<xmp>###VORNAME###</xmp>", "<xmp>bONeil  Söhneb</xmp>"],
    ["see www.x.example/###VORNAME###", "see www.x.example/%3Cb%3E%22O%27Neil%22%20%26%20S%C3%B6hne%3C%2Fb%3E"],
  ])("in %j becomes harmless", (text, expected) => {
    expect(html(text, [joker])).toBe(expected);
  });
});

test("an address behind mailto: stays one", () => {
  const link = '<a href="mailto:###EMAIL###?subject=###EMAIL###">';
  expect(filled(link, [anna], { type: "html" })).toMatch(/^<a href="mailto:[^%]+@[^%]+\?subject=[^@]+%40[^@]+">$/);
});

test.each([
  ["###ORT|Z%C3%BCrich%20West###", "Z%C3%BCrich%20West"],
  ["###ORT|Zürich West###", "Z%C3%BCrich%20West"],
  ["###ORT|50%###", "50%25"],
  ["###PLZ%20ORT|x###", "x"],
])("a blank in a link is escaped once, whoever does it: %s", (placeholder, expected) => {
  expect(html(`<a href="https://x.example/?o=${placeholder}">`)).toBe(`<a href="https://x.example/?o=${expected}">`);
});

test("a text that is a link keeps the escapes that its author wrote", () => {
  expect(html('<a href="###ORT|https://x.example/?u=a%26b###">')).toBe('<a href="https://x.example/?u=a%26b">');
});

test.each([
  ["https://x.example/a?b=1&c='ü'", '<a href="https://x.example/a?b=1&amp;c=%27%C3%BC%27">'],
  ["mailto:anna@x.example", '<a href="mailto:anna@x.example">'],
  ["x.example/a b", '<a href="x.example%2Fa%20b">'],
  ["javascript:alert(1)", '<a href="javascript%3Aalert%281%29">'],
])("a value that is a link (%s) is one where a link begins", (link, expected) => {
  const order = sampleOrder({ policy: { mayUseFields: true, fields: ["LINK"], language: "de" } });
  const owner = person({ fields: { LINK: link } });
  expect(filled('<a href="###LINK###">', [owner], { type: "html", order })).toBe(expected);
  expect(filled("<a href='x?u=###LINK###'>", [owner], { type: "html", order })).toBe(
    `<a href='x?u=${encodeURIComponent(link).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}'>`,
  );
});

test.each([
  ["tags without end", "<".repeat(300_000)],
  ["attributes without end", `<a ${'b="'.repeat(100_000)}`],
  ["attributes that look like placeholders", `<a b="##">`.repeat(50_000)],
  ["hashes", "#".repeat(500_000)],
  ["placeholders without end", "###A|".repeat(100_000)],
  ["references without end", "&#35".repeat(100_000)],
  ["comments without end", "<!--".repeat(100_000)],
  ["comments of Outlook", "<!--[if x]>".repeat(100_000)],
  ["style sheets without end", "<style>".repeat(50_000)],
  ["style sheets with comments", "<style><!--</style>".repeat(50_000)],
  ["addresses without end", "http://x".repeat(60_000)],
  ["characters that nobody sees", `#${"\u200b".repeat(300_000)}#`],
  ["millions of blocks", `${"<div>".repeat(1_000_000)}###VORNAME###`],
  ["millions of words", `${"<b>x".repeat(300_000)}###VORNAME###`],
])("%s cost no more than their length", (_name, text) => {
  const startedAt = performance.now();
  html(text);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});
