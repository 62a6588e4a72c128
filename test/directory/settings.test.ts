import { expect, test } from "vitest";
import { effectiveSettings, inheritedSettings } from "../../src/directory/settings.ts";
import { addressOf } from "../support/directory.ts";

test("a group that says nothing lets logins write after a question, and nobody else", () => {
  expect(effectiveSettings({}, { copies: "per-person" })).toEqual({
    loginsMaySend: "confirm",
    membersMaySend: "no",
    othersMaySend: "no",
    moderatorRole: null,
    replyTo: "author",
    visibleRecipient: "person",
    subjectPrefix: null,
    addressKind: null,
    copies: "per-person",
    class: "community",
    alsoKnownAs: [],
    responsible: null,
  });
});

test("what a group says counts", () => {
  const settings = effectiveSettings({ copies: "per-person", membersMaySend: "send" }, { copies: "per-address" });
  expect(settings).toMatchObject({ copies: "per-person", membersMaySend: "send", loginsMaySend: "confirm" });
});

test("archive and sender come from the nearest group above, and an empty archive stops the search", () => {
  const archive = addressOf("archiv@post.example");
  expect(inheritedSettings([{}, { sender: "sekretariat" }, { archive: [archive], sender: "verein" }])).toEqual({
    archive: [archive],
    sender: "sekretariat",
  });
  expect(inheritedSettings([{ archive: [] }, { archive: [archive] }])).toEqual({ archive: [], sender: "default" });
  expect(inheritedSettings([{}])).toEqual({ archive: undefined, sender: "default" });
});
