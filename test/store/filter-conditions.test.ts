import { expect, test } from "vitest";
import type { Where } from "../../src/directory/filter.ts";
import { filterCondition } from "../../src/store/filter-conditions.ts";
import { imported, withEmptyStore } from "../support/directory-store.ts";

const PERSONS = [
  {
    id: 1,
    firstName: "Ruth",
    lastName: "Keller",
    gender: "f",
    language: "de",
    fields: { ORT: "Aarau", GEBURT: "1960-05-01" },
  },
  { id: 2, firstName: "Ürs", lastName: "100%_ig", language: "fr", fields: { ORT: "AARAU-Süd", GEBURT: "2010-12-31" } },
  { id: 3, lastName: "O'Neill", fields: { ORT: "" } },
];

/** The ids of the persons that a filter finds. */
function found(where: Where): Promise<number[]> {
  return withEmptyStore(async (store) => {
    await imported(store, { persons: PERSONS });
    const rows = await store.snapshot((read) =>
      read.selectFrom("persons").select("id").where(filterCondition(where)).orderBy("id").execute(),
    );
    return rows.map((row) => row.id);
  });
}

test.each<[string, Where, number[]]>([
  ["who lives in Aarau, however it is written", { field: "ORT", equals: "aARAU" }, [1]],
  ["whose place has a part in it, umlauts too", { field: "ORT", contains: "SÜD" }, [2]],
  ["whose first name begins like this", { field: "firstName", startsWith: "üR" }, [2]],
  ["a percent sign is only a percent sign", { field: "lastName", contains: "0%_" }, [2]],
  ["an underscore stands for nothing else", { field: "lastName", contains: "_eller" }, []],
  ["a quote is only a quote", { field: "lastName", equals: "o'neill" }, [3]],
  ["one of several", { field: "lastName", in: ["KELLER", "o'Neill"] }, [1, 3]],
  ["one of none", { field: "lastName", in: [] }, []],
  ["who has no place", { field: "ORT", empty: true }, [3]],
  ["who has a gender", { field: "gender", empty: false }, [1]],
  ["a field that nobody has is empty for everybody", { field: "HOBBY", empty: true }, [1, 2, 3]],
  ["not known is not equal", { field: "gender", equals: "m" }, []],
  ["and so its opposite is true", { not: { field: "gender", equals: "m" } }, [1, 2, 3]],
  ["born before 2000, if known", { field: "GEBURT", before: "2000" }, [1]],
  ["born after 2000", { field: "GEBURT", after: "2000-01-01" }, [2]],
  [
    "both",
    {
      all: [
        { field: "ORT", startsWith: "aarau" },
        { field: "language", equals: "fr" },
      ],
    },
    [2],
  ],
  [
    "one of both",
    {
      any: [
        { field: "ORT", equals: "Aarau" },
        { field: "language", equals: "fr" },
      ],
    },
    [1, 2],
  ],
  ["all of nothing is everybody", { all: [] }, [1, 2, 3]],
  ["any of nothing is nobody", { any: [] }, []],
])("%s", async (_title, where, ids) => {
  expect(await found(where)).toEqual(ids);
});
