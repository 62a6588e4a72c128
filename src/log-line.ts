/** A log line for people: `20:01:07 warn  copy deferred  copy=12 message=3 reply="451 4.7.1 later"`. */

/** Turns one JSON line of the log into one line to read on a terminal; a stack keeps its own lines below it. */
export function prettyLine(json: string): string {
  const { time, level, msg, stack, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const clock = new Date(String(time)).toTimeString().slice(0, 8);
  const values = Object.entries(fields).map(([key, value]) => `${key}=${quoted(value)}`);
  const line = [clock, String(level).padEnd(5), msg, ...values].join(" ");
  return typeof stack === "string" ? `${line}\n${stack}\n` : `${line}\n`;
}

/** Words and numbers as they are, everything else as JSON; control characters of strangers stay harmless on the terminal. */
function quoted(value: unknown): string {
  if (typeof value === "string" && /^[\w.@:/+-]+$/.test(value)) return value;
  return JSON.stringify(value).replace(/[\u007f-\u009f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`);
}
