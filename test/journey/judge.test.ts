import { describe, expect, test } from "vitest";
import { effectiveSettings } from "../../src/directory/settings.ts";
import type { TargetKind } from "../../src/directory/target.ts";
import type { Category, Classification } from "../../src/journey/classify.ts";
import { checkReach, type Doubts, judge, permit, type Verdict } from "../../src/journey/judge.ts";

/** The From domain says that the mail is not its own. */
const DISOWNED: Doubts = { authenticated: false, disowned: true, questionable: false };
const NO_DOUBT: Doubts = { authenticated: true, disowned: false, questionable: false };

function settings(changes: Parameters<typeof effectiveSettings>[0] = {}) {
  return effectiveSettings(changes, { copies: "per-address" });
}

function author(categories: Category[], changes: Partial<Classification> = {}): Classification {
  const isLogin = categories.includes("login");
  return {
    category: categories[0] ?? "other",
    categories,
    hasLogin: isLogin,
    loginMayRead: isLogin,
    mayRead: isLogin || categories.includes("moderator"),
    asked: undefined,
    person: undefined,
    login: undefined,
    known: categories.length > 1,
    ...changes,
  };
}

const LOGINS = ["no", "confirm", "send"] as const;
const OTHERS = ["no", "moderate", "send"] as const;
const YES_NO = [true, false];

interface Case {
  categories: Category[];
  loginsMaySend: (typeof LOGINS)[number];
  membersMaySend: (typeof OTHERS)[number];
  othersMaySend: (typeof OTHERS)[number];
  doubts: Doubts;
  hasLogin: boolean;
  loginMayRead: boolean;
}

function* casesFor(categories: Category[]): Generator<Case> {
  const isLogin = categories.includes("login");
  for (const loginsMaySend of LOGINS)
    for (const membersMaySend of OTHERS)
      for (const othersMaySend of OTHERS)
        for (const authenticated of YES_NO)
          for (const questionable of YES_NO)
            for (const hasLogin of isLogin ? [true] : YES_NO)
              for (const loginMayRead of isLogin ? [true] : YES_NO) {
                const doubts = { authenticated, disowned: false, questionable };
                yield { categories, loginsMaySend, membersMaySend, othersMaySend, doubts, hasLogin, loginMayRead };
              }
}

/** Contract 3 as four sentences, each about one verdict; of which exactly one must hold. */
function contractSays(one: Case): Record<Verdict["kind"], boolean> {
  const isLoginOrModerator = one.categories.includes("login") || one.categories.includes("moderator");
  const isMember = one.categories.includes("member");
  const isStranger = !isLoginOrModerator && !isMember;
  const applying: string[] = [
    one.othersMaySend,
    ...(isMember ? [one.membersMaySend] : []),
    ...(isLoginOrModerator ? [one.loginsMaySend] : []),
  ];
  const isSafe = one.doubts.authenticated && !one.doubts.questionable;
  const saysSend = applying.includes("send");
  const saysConfirm = applying.includes("confirm");
  return {
    refuse: applying.every((setting) => setting === "no"),
    send: saysSend && isSafe,
    confirm: saysSend ? !isSafe && !isStranger : saysConfirm,
    moderate: saysSend ? !isSafe && isStranger : !saysConfirm && applying.includes("moderate"),
  };
}

describe("every author, setting, proof and doubt", () => {
  test.each<Category[][]>([
    [["login", "moderator", "member", "other"]],
    [["login", "moderator", "other"]],
    [["login", "member", "other"]],
    [["login", "other"]],
    [["moderator", "member", "other"]],
    [["moderator", "other"]],
    [["member", "other"]],
    [["other"]],
  ])("who is %j", (categories) => {
    let seen = 0;
    for (const one of casesFor(categories)) {
      const { doubts, hasLogin, loginMayRead, ...written } = one;
      const verdict = permit(author(categories, { hasLogin, loginMayRead }), "group", settings(written), doubts);
      const said = Object.entries(contractSays(one)).filter(([, holds]) => holds);
      expect([verdict.kind], JSON.stringify(one)).toEqual(said.map(([kind]) => kind));
      if (verdict.kind === "refuse") {
        const reason = hasLogin && !loginMayRead ? "no-access" : "sender-not-allowed";
        expect(verdict, JSON.stringify(one)).toEqual({ kind: "refuse", reason });
      }
      seen += 1;
    }
    expect(seen).toBeGreaterThanOrEqual(108);
  });
});

describe("a mail that its domain disowns", () => {
  test.each(["no", "confirm", "send"] as const)(
    "of a login that may %s waits for a moderator at most",
    (loginsMaySend) => {
      const verdict = permit(author(["login", "other"]), "group", settings({ loginsMaySend }), DISOWNED);
      expect(verdict.kind).toBe(loginsMaySend === "no" ? "refuse" : "moderate");
    },
  );

  test("to the login's own list is refused: nobody but the login could be asked", () => {
    expect(permit(author(["login", "other"]), "my-list", null, DISOWNED)).toEqual({
      kind: "refuse",
      reason: "login-required",
    });
  });
});

describe.each<TargetKind>(["my-list", "filter"])("a mail to a %s", (kind) => {
  test("of a login with the right to read persons must be confirmed, however sure the author is", () => {
    expect(permit(author(["login", "other"]), kind, null, NO_DOUBT)).toEqual({ kind: "confirm" });
  });

  test("of somebody without a login is refused, also of a member", () => {
    const verdict = { kind: "refuse", reason: "login-required" };
    expect(permit(author(["other"]), kind, null, NO_DOUBT)).toEqual(verdict);
    expect(permit(author(["member", "other"], { loginMayRead: true }), kind, null, NO_DOUBT)).toEqual(verdict);
  });

  test("of a login that may not read persons is refused", () => {
    const verdict = permit(author(["other"], { hasLogin: true, loginMayRead: false }), kind, null, NO_DOUBT);
    expect(verdict).toEqual({ kind: "refuse", reason: "no-access" });
  });

  test("of a login that may read persons but not use group mail is refused in other words", () => {
    const verdict = permit(author(["other"], { hasLogin: true, loginMayRead: true }), kind, null, NO_DOUBT);
    expect(verdict).toEqual({ kind: "refuse", reason: "sender-not-allowed" });
  });
});

describe("the checks after the permission, in the order of the contract", () => {
  const nothing = { persons: 0, copies: 0 };
  const many = { persons: 30, copies: 21 };
  const fine = { reach: { persons: 3, copies: 2 }, askableModerators: 1, sealedPlaceholders: 0 };

  test.each([
    ["an empty My List", "my-list", nothing, "my-list-empty"],
    ["a filter that finds nobody", "filter", nothing, "filter-empty"],
    ["a group without members", "group", nothing, "no-recipients"],
    ["a My List of persons without address", "my-list", { persons: 2, copies: 0 }, "no-recipients"],
    ["a subgroup whose people are all hidden", "subgroup", { persons: 2, copies: 0 }, "no-recipients"],
  ] as const)("%s is refused", (_, kind, reach, reason) => {
    expect(checkReach(kind, reach, 20)).toEqual({ kind: "refuse", reason });
    // Whatever else is wrong comes later in the list.
    const found = { reach, askableModerators: 0, sealedPlaceholders: 1 };
    expect(judge({ kind: "moderate" }, kind, found, 20)).toEqual({ kind: "refuse", reason });
  });

  test("more copies than allowed are refused with both numbers, before anybody looks for moderators", () => {
    const found = { reach: many, askableModerators: 0, sealedPlaceholders: 1 };
    const verdict = { kind: "refuse", reason: "too-many-recipients", limit: { allowed: 20, found: 21 } };
    expect(judge({ kind: "moderate" }, "group", found, 20)).toEqual(verdict);
  });

  test("exactly as many copies as allowed go, and without a limit any number", () => {
    expect(checkReach("group", many, 21)).toBeUndefined();
    expect(checkReach("group", { persons: 1_000_000, copies: 1_000_000 }, 0)).toBeUndefined();
  });

  test("nobody to ask is refused before a signed placeholder", () => {
    const found = { ...fine, askableModerators: 0, sealedPlaceholders: 1 };
    expect(judge({ kind: "moderate" }, "group", found, 0)).toEqual({ kind: "refuse", reason: "no-moderator" });
  });

  test.each(["send", "confirm", "moderate"] as const)(
    "a placeholder in a signed part refuses what would %s",
    (kind) => {
      const verdict = judge({ kind }, "group", { ...fine, sealedPlaceholders: 1 }, 0);
      expect(verdict).toEqual({ kind: "refuse", reason: "signed-placeholders" });
    },
  );

  test.each(["send", "confirm"] as const)("what would %s needs no moderator", (kind) => {
    expect(judge({ kind }, "group", { ...fine, askableModerators: 0 }, 0)).toEqual({ kind });
  });

  test("with nothing wrong the permission stands", () => {
    expect(judge({ kind: "moderate" }, "group", fine, 2)).toEqual({ kind: "moderate" });
  });
});
