/** The plan of the house as data, and what breaks it. The plan changes only in a commit of its own. */

import { codeOnly, withoutComments } from "./source-text.ts";

const EDGE = [
  "transitions",
  "questions",
  "mail",
  "directory",
  "journey types",
  "world",
  "config",
  "log",
  "bell",
] as const;

/** Who may import whom. "journey types" are journey's types alone. Own files and operator-error need no entry. */
export const MAY_IMPORT = {
  mail: [],
  directory: ["mail"],
  journey: ["directory", "mail"],
  notices: ["journey types", "directory", "mail"],
  store: ["journey types", "notices types", "directory", "mail"],
  questions: ["journey", "notices", "store", "directory", "mail", "world", "log"],
  transitions: ["questions", "journey", "notices", "store", "directory", "mail", "world", "log"],
  smtp: EDGE,
  delivery: EDGE,
  timers: EDGE,
  dns: EDGE,
  authentication: EDGE,
  doctor: EDGE,
  cli: EDGE,
  demo: EDGE,
  config: ["mail"],
  world: ["store types", "log types", "journey types"],
  log: ["log-line"],
  "log-line": [],
  bell: [],
  "operator-error": [],
  nearest: [],
  "open-world": ["store", "world", "config", "log"],
  app: [
    "open-world",
    "journey",
    "notices",
    "store",
    "smtp",
    "delivery",
    "timers",
    "dns",
    "authentication",
    "doctor",
    ...EDGE,
  ],
  main: ["open-world", "app", "cli", "demo", "doctor", "store", ...EDGE],
} as const satisfies Record<string, readonly string[]>;

/** Everybody may import these: the one error class for people, and the search for the word that was meant. */
const SHARED = new Set(["operator-error", "nearest"]);

/** Rooms that decide and do nothing else: same values in, same values out. */
const PURE: readonly string[] = ["mail", "directory", "journey"];

/** What of Node a pure room may use, because it reads nothing from outside. */
const PURE_BUILTINS: readonly string[] = ["node:buffer", "node:crypto", "node:string_decoder", "node:url", "node:util"];

const IMPURE_CODE: readonly [RegExp, string][] = [
  [/\bawait\b/, "waits"],
  [/\basync\b/, "is asynchronous"],
  [/\bDate\.now\b/, "reads the clock"],
  [/\bnew Date\s*(\(\s*\)|[^\s(])/, "reads the clock"],
  [/\bperformance\.now\b/, "reads the clock"],
  [/\bMath\.random\b/, "takes a random number"],
  [/\brandom(Bytes|UUID|Int|FillSync|Fill)\b|\bgetRandomValues\b/, "takes random bytes"],
  [/\bprocess\./, "reads the environment"],
  [/\bset(Timeout|Interval|Immediate)\b/, "starts a timer"],
  [/\bfetch\s*\(/, "uses the network"],
];

const MOST_LINES = 300;

export interface Import {
  from: string;
  /** Nothing of it is left when the program runs. */
  typesOnly: boolean;
}

/** Every import of a file, static and dynamic, types included, and what it re-exports. */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const statics = code.matchAll(/\b(?:import|export)\s+(type\s+)?([^;"'()]*?\bfrom\s*)?["']([^"'\n]+)["']/g);
  const dynamics = code.matchAll(/\bimport\s*\(\s*["'`]([^"'`\n]+)["'`]/g);
  return [
    ...[...statics].map(([, type, names = "", from = ""]) => ({
      from,
      typesOnly: type !== undefined || namesOnlyTypes(names),
    })),
    ...[...dynamics].map(([, from = ""]) => ({ from, typesOnly: false })),
  ];
}

function namesOnlyTypes(names: string): boolean {
  const inBraces = /^\s*\{([^}]*)\}\s*from\s*$/.exec(names)?.[1];
  const single = (inBraces ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return single.length > 0 && single.every((name) => name.startsWith("type "));
}

/** The room of a file, as seen from src/: `mail/address.ts` is in mail, `main.ts` is one of its own. */
export function roomOf(path: string): string {
  return (path.split("/")[0] ?? "").replace(/\.ts$/, "");
}

/** Everything in a file that breaks the plan, as sentences; `path` is seen from src/. */
export function breachesOf(path: string, source: string): string[] {
  const room = roomOf(path);
  const imports = importsOf(source);
  const code = codeOnly(source);
  const breaches = [
    ...imports.flatMap((own) => importBreach(path, room, own)),
    ...(/\bprocess\.exit\s*\(/.test(code) ? ["calls process.exit"] : []),
    ...(source.trimEnd().split("\n").length > MOST_LINES ? [`has more than ${MOST_LINES} lines`] : []),
    ...(PURE.includes(room) ? impurities(imports, code) : []),
    ...(room === "store" ? [] : sqlOutsideStore(imports)),
  ];
  return breaches.map((breach) => `src/${path} ${breach}`);
}

function importBreach(path: string, room: string, { from, typesOnly }: Import): string[] {
  if (!from.startsWith(".")) return [];
  const target = new URL(from, `file:///${path}`).pathname.slice(1);
  const other = roomOf(target);
  if (other === room || SHARED.has(other)) return [];
  const allowed: readonly string[] | undefined = Object.entries(MAY_IMPORT).find(([name]) => name === room)?.[1];
  if (allowed === undefined) return ["is in a room that the plan does not know"];
  if (allowed.includes(other) || (typesOnly && allowed.includes(`${other} types`))) return [];
  return [`imports ${typesOnly ? "types of " : ""}${other} (${from})`];
}

function impurities(imports: readonly Import[], code: string): string[] {
  const builtins = imports.filter(({ from }) => from.startsWith("node:") && !PURE_BUILTINS.includes(from));
  return [
    ...builtins.map(({ from }) => `imports ${from} in a pure room`),
    ...IMPURE_CODE.filter(([pattern]) => pattern.test(code)).map(([, sin]) => `${sin} in a pure room`),
  ];
}

/** Both ways to write SQL begin with an import: Kysely (its builder and its `sql` tag), or the engine itself. */
function sqlOutsideStore(imports: readonly Import[]): string[] {
  const engines = imports.filter(({ from }) => from === "better-sqlite3" || /^kysely(\/|$)/.test(from));
  return engines.map(({ from }) => `imports ${from} outside store/`);
}
