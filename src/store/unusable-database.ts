import { OperatorError } from "../operator-error.ts";

/** There is no file. */
export function databaseMissing(path: string): OperatorError {
  return new OperatorError({
    sentence: `The database ${path} does not exist.`,
    hint: "Create it with 'rundmail init', 'rundmail serve' or 'rundmail directory import FILE'.",
    exitCode: 66,
  });
}

/** There is one, of another program or another version of this one. */
export function foreignDatabase(path: string, version: number): OperatorError {
  return new OperatorError({
    sentence: `${path} is not a database of this version of Rundmail (found ${version}).`,
    hint: "Update Rundmail, or name another file in the setting 'database'.",
    exitCode: 69,
  });
}
