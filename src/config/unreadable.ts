/** Why a file cannot be read, in words for the person who named it. */
export function whyUnreadable(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return WHY[code] ?? String(cause);
}

const WHY: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such folder",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};
