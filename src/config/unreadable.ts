/** Why a file cannot be read, in words for the person who named it. */
export function whyUnreadable(cause: unknown): string {
  return WHY[codeOf(cause)] ?? String(cause);
}

/** What to do about it. @param otherwise where it is not that this user may not */
export function hintWhereUnreadable(cause: unknown, otherwise: string): string {
  return codeOf(cause) === "EACCES" ? "Run the command as the user who owns the file, as the server does." : otherwise;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

const WHY: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such folder",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};
