/** What a command knows about where it runs: streams, environment, clock, and whether a person looks at the output. */

/** A stream that text is written to. */
interface TextStream {
  write(text: string | Uint8Array): unknown;
  isTTY?: boolean;
}

export interface Io {
  /** Results, and nothing else. */
  stdout: TextStream;
  /** Progress, messages and errors. */
  stderr: TextStream;
  env: Readonly<Record<string, string | undefined>>;
  /** A person reads stdout: tables are drawn instead of tab-separated lines. */
  isTty: boolean;
  /** The present moment (Unix ms). */
  now(): number;
}

/** The Io of this process. */
export function processIo(): Io {
  process.stdout.on("error", tellLostOutput);
  // Where nobody listens any more, nobody can be told either.
  process.stderr.on("error", () => undefined);
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    isTty: process.stdout.isTTY === true,
    now: Date.now,
  };
}

/**
 * Whoever reads our output may leave early (`rundmail message list | head`): that is no error of ours. What a full disk
 * has not taken is told, and whoever redirected the output does not take a part of it for the whole.
 */
function tellLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  process.stderr.write(`Not everything could be printed: ${error.message}\n`);
  process.exitCode = 69;
}

/** Whether output may be coloured: on a terminal, unless NO_COLOR is set to anything (https://no-color.org). */
function isColoured(io: Io): boolean {
  return io.isTty && !io.env["NO_COLOR"] && io.env["TERM"] !== "dumb";
}

/** Emphasised where colours are allowed, plain elsewhere. */
export function bold(io: Io, text: string): string {
  return isColoured(io) ? `\u001b[1m${text}\u001b[22m` : text;
}

/**
 * Shows how far a long command is, on one line that the next call overwrites; where nobody watches, nothing is written.
 * The last call says `""` and clears the line.
 */
export function showProgress(io: Io, text: string): void {
  if (io.stderr.isTTY === true) io.stderr.write(`\r\u001b[K${text}`);
}
