import { expect, test } from "vitest";
import { howToTell, type TellingFacts } from "../../src/journey/tell.ts";

const BEHIND_FRONT = { behindFrontServer: true };
const DIRECT = { behindFrontServer: false };

const PROVEN_RUTH = { authenticated: true, known: true, toldLately: false };
const RUTH_AGAIN = { authenticated: true, known: true, toldLately: true };
const SAYS_TO_BE_RUTH = { authenticated: false, known: true, toldLately: false };
const PROVEN_STRANGER = { authenticated: true, known: false, toldLately: false };
const SOMEBODY = { authenticated: false, known: false, toldLately: false };

test.each<[string, TellingFacts, string]>([
  ["Ruth, proven, gets a notice", { ...PROVEN_RUTH, ...DIRECT }, "notice"],
  ["Ruth, proven, gets a notice behind a front server too", { ...PROVEN_RUTH, ...BEHIND_FRONT }, "notice"],
  ["Ruth, told within the hour, hears the 550", { ...RUTH_AGAIN, ...DIRECT }, "reply"],
  ["Ruth, told within the hour, hears the 550 through the front server", { ...RUTH_AGAIN, ...BEHIND_FRONT }, "reply"],
  ["who only says to be Ruth is not mailed", { ...SAYS_TO_BE_RUTH, ...DIRECT }, "reply"],
  ["who only says to be Ruth is no stranger", { ...SAYS_TO_BE_RUTH, ...BEHIND_FRONT }, "reply"],
  ["a proven stranger hears the 550", { ...PROVEN_STRANGER, ...DIRECT }, "reply"],
  ["a proven stranger's own server bounces", { ...PROVEN_STRANGER, ...BEHIND_FRONT }, "reply"],
  ["an unproven stranger hears the 550 directly", { ...SOMEBODY, ...DIRECT }, "reply"],
  ["no bounce of a front server reaches whoever was forged", { ...SOMEBODY, ...BEHIND_FRONT }, "silence"],
])("%s", (_, facts, telling) => {
  expect(howToTell(facts)).toBe(telling);
});
