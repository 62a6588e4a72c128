import { describe, expect, test } from "vitest";
import type { ReadableMail } from "../../src/demo/readable-mail.ts";
import { openStage, type Screen } from "../../src/demo/stage.ts";

const mailTo = (name: string): ReadableMail => ({
  from: "Ruth Keller <ruth@post.example>",
  to: name,
  replyTo: "",
  subject: "Sommerlager",
  messageId: "<lager@post.example>",
  text: `Liebe ${name}\n\nbald geht es los.\n\nRuth`,
  html: "",
  attachments: [{ name: "Packliste.pdf", bytes: Buffer.alloc(2_048) }],
  kind: "copy",
});

function shownOn(stdout: Omit<Screen["stdout"], "write">, env: Screen["env"] = {}) {
  let shown = "";
  const stage = openStage({ stdout: { ...stdout, write: (text) => (shown += text) }, env });
  return { stage, shown: () => shown };
}

describe("three copies are compared", () => {
  const copies = ["Anna", "Léa", "Ruth"].map(mailTo);

  test("on a wide terminal they stand side by side", () => {
    const { stage, shown } = shownOn({ columns: 120 });
    stage.beginnings(copies, 3);
    expect(shown()).toMatch(/│ Liebe Anna +│ │ Liebe Léa +│ │ Liebe Ruth +│\n/);
    expect(
      new Set(
        shown()
          .trimEnd()
          .split("\n")
          .map(({ length }) => length),
      ).size,
      "all lines are as wide",
    ).toBe(1);
    expect(shown()).not.toContain("│ Ruth ");
  });

  test("on a narrow one they stand below each other", () => {
    const { stage, shown } = shownOn({ columns: 80 });
    stage.beginnings(copies, 3);
    expect(shown().match(/│ Liebe \S+ +│\n/g)).toHaveLength(3);
    expect(shown()).not.toContain("│ │");
  });
});

test("a mail alone is shown whole, with the size of its attachment, and no line is wider than the terminal", () => {
  const { stage, shown } = shownOn({ columns: 50 });
  stage.mail(mailTo("Anna"));
  expect(
    shown()
      .split("\n")
      .map((line) => line.trimEnd()),
  ).toEqual([
    "   ┌──────────────────────────────────────────┐",
    "   │ From:    Ruth Keller <ruth@post.example> │",
    "   │ To:      Anna                            │",
    "   │ Subject: Sommerlager                     │",
    "   │                                          │",
    "   │ Liebe Anna                               │",
    "   │                                          │",
    "   │ bald geht es los.                        │",
    "   │                                          │",
    "   │ Ruth                                     │",
    "   │                                          │",
    "   │ + Packliste.pdf (2.0 KB)                 │",
    "   └──────────────────────────────────────────┘",
    "",
  ]);
});

describe("colours", () => {
  const isColoured = (stdout: Omit<Screen["stdout"], "write">, env: Screen["env"]): boolean => {
    const { stage, shown } = shownOn(stdout, env);
    stage.checked("Ruth has got a mail.");
    expect(shown()).toContain("Ruth has got a mail.");
    return shown().includes("\u001b");
  };

  test("there are some on a terminal, and none in a file, with NO_COLOR or on a dumb terminal", () => {
    expect(isColoured({ isTTY: true }, {})).toBe(true);
    expect(isColoured({}, {})).toBe(false);
    expect(isColoured({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
    expect(isColoured({ isTTY: true }, { TERM: "dumb" })).toBe(false);
  });
});
