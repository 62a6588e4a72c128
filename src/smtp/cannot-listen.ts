import { OperatorError } from "../operator-error.ts";

/** What an operator has to know of the errors of listen(2). */
const REASONS = new Map([
  ["EADDRINUSE", "another program listens there already"],
  ["EADDRNOTAVAIL", "this machine has no such address"],
  ["EACCES", "this user may not use that port"],
]);

/** Says why a listener could not be opened. */
export function cannotListen(error: Error, { host, port }: { host: string; port: number }): OperatorError {
  const code = "code" in error ? String(error.code) : "";
  return new OperatorError({
    sentence: `Rundmail cannot listen on ${host} port ${port}: ${REASONS.get(code) ?? error.message}.`,
    hint: "Change `listen` in the configuration, or free the port.",
    exitCode: 69,
    cause: error,
  });
}
