import { expect } from "vitest";
import type { Entity } from "../../src/mail/mime-tree.ts";

/** Every range lies where it must, and header, body and what is between the children make up the whole. */
export function expectExactRanges(raw: Buffer, entity: Entity): void {
  const fields = entity.header.fields.reduce((length, field) => length + field.raw.length, 0);
  if (entity.header.problems.length === 0) {
    expect(["", "\n", "\r\n"]).toContain(raw.toString("latin1", entity.start + fields, entity.bodyStart));
  }
  expect(entity.header.end).toBe(entity.bodyStart);
  expect(entity.start).toBeLessThanOrEqual(entity.bodyStart);
  expect(entity.bodyStart).toBeLessThanOrEqual(entity.end);
  let behind = entity.bodyStart;
  for (const child of entity.children) {
    const delimiter = raw.toString("utf8", behind, child.start).trimEnd().split("\n").at(-1);
    expect(delimiter).toBe(`--${(entity.params["boundary"] ?? "").trimEnd()}`);
    expect(child.start).toBeGreaterThan(behind);
    expectExactRanges(raw, child);
    behind = child.end;
  }
  expect(behind).toBeLessThanOrEqual(entity.end);
}
