import { expect, test } from "vitest";
import { packingList } from "../../src/demo/packing-list.ts";

test("the packing list is a PDF whose table of objects points at them", () => {
  const file = packingList().toString("latin1");
  const offsets = [...file.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets.map((offset) => file.slice(offset, offset + 7))).toEqual(
    [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
  );
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
  expect(file.slice(table, table + 4)).toBe("xref");
  const [, length, content] = /Length (\d+) >>\nstream\n(.*?)\nendstream/s.exec(file) ?? [];
  expect(content).toHaveLength(Number(length));
  expect(content).toContain("(Zahnbürste) Tj");
});
