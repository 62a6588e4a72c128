import { expect, test } from "vitest";
import { mainAddress } from "../../src/directory/main-address.ts";
import type { EmailAddress } from "../../src/directory/person.ts";
import { addressOf } from "../support/directory.ts";

function email(address: string, kind: string | null, preferred: "preferred" | "ordinary" = "ordinary"): EmailAddress {
  return { address: addressOf(address), kind, preferred: preferred === "preferred" };
}

const office = email("ruth@firma.example", "business");
const home = email("ruth@post.example", "private");

test("Ruth's login is asked at its admin address", () => {
  expect(mainAddress({ emails: [home] }, { adminEmail: office.address })).toBe(office.address);
});

test("without an admin address she is asked at her preferred one", () => {
  const preferred = email("ruth@verein.example", null, "preferred");
  expect(mainAddress({ emails: [home, office, preferred] }, { adminEmail: null })).toBe(preferred.address);
});

test("without a preferred one at her first, private before business", () => {
  expect(mainAddress({ emails: [office, home] })).toBe(home.address);
  expect(mainAddress({ emails: [office] })).toBe(office.address);
});

test("Beat, who has no address, cannot be asked", () => {
  expect(mainAddress({ emails: [] })).toBeUndefined();
  expect(mainAddress(undefined)).toBeUndefined();
});
