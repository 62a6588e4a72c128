import { describe, expect, test } from "vitest";
import { nearest } from "../src/nearest.ts";

const known = ["domain", "database", "hostname", "relay", "retry", "passwordFile", "port"];

describe("somebody mistypes a setting", () => {
  test.each([
    ["databse", "database"],
    ["Domain", "domain"],
    ["realy", "relay"],
    ["hostnames", "hostname"],
    ["password", "passwordFile"],
    ["prot", "port"],
  ])("%s is understood as %s", (typed, meant) => {
    expect(nearest(typed, known)).toBe(meant);
  });

  test("a word that resembles nothing gets no suggestion", () => {
    expect(nearest("colour", known)).toBeUndefined();
    expect(nearest("x", known)).toBeUndefined();
    expect(nearest("", known)).toBeUndefined();
    expect(nearest("relay", [])).toBeUndefined();
  });

  test("of two near words the nearer one is suggested, even where one begins like the other", () => {
    expect(nearest("retri", ["retrieve", "retry"])).toBe("retrieve");
    expect(nearest("startls", ["none", "starttls", "tls"])).toBe("starttls");
  });
});
