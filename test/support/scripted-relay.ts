import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A relay that answers as it is told, and writes down what it hears. */
export interface ScriptedRelay {
  port: number;
  /** All that came over each connection, in order. */
  heard: string[];
  /** Each write of the client that began a mail: which commands came in one go. */
  bursts: string[];
}

export interface Script {
  /** Extensions of EHLO; default PIPELINING, 8BITMIME, SMTPUTF8. */
  extensions?: string[];
  /** Replies by the beginning of a command; END is the end of the mail, IDLE is said after a mail without being asked. */
  replies?: Record<string, string>;
  /** Hangs up when a command begins so, instead of answering. */
  hangsUpAt?: string;
  /** Says this as soon as it has so many bytes of a mail, and reads no further. */
  interruptsAfter?: { bytes: number; with: string };
  /** Cuts each of its replies into single bytes. */
  stutters?: boolean;
}

const USUAL: Record<string, string> = {
  HELO: "250 relay",
  MAIL: "250 2.1.0 sender ok",
  RCPT: "250 2.1.5 recipient ok",
  DATA: "354 go on",
  END: "250 2.0.0 taken",
  RSET: "250 2.0.0 reset",
  QUIT: "221 2.0.0 bye",
};

export async function startScriptedRelay(script: Script = {}): Promise<ScriptedRelay> {
  const heard: string[] = [];
  const bursts: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.setNoDelay(true);
    const place = heard.push("") - 1;
    converse(socket, script, (text) => {
      heard[place] += text;
      if (/^(MAIL|RCPT|DATA|RSET)/.test(text)) bursts.push(text.replace(/\r\n/g, "|"));
    });
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, heard, bursts };
}

function converse(socket: Socket, script: Script, hear: (text: string) => void): void {
  const replies = { ...USUAL, ...script.replies };
  const extensions = script.extensions ?? ["PIPELINING", "8BITMIME", "SMTPUTF8"];
  let rest = "";
  let inMail = false;
  let interrupted = false;

  const say = (line: string | undefined) => {
    const text = `${line ?? "500 5.5.1 what?"}\r\n`;
    if (script.stutters) for (const character of text) socket.write(character);
    else socket.write(text);
  };
  const end = () => {
    inMail = false;
    say(replies["END"]);
    if (replies["IDLE"] === undefined) return;
    say(replies["IDLE"]);
    socket.end();
  };

  socket.write("220 relay\r\n");
  socket.on("data", (chunk: Buffer) => {
    if (interrupted) return;
    hear(chunk.toString("latin1"));
    rest += chunk.toString("latin1");
    while (rest !== "") {
      if (inMail) {
        const early = script.interruptsAfter;
        if (early !== undefined && rest.length >= early.bytes) {
          interrupted = true;
          socket.pause();
          say(early.with);
          return;
        }
        if (script.hangsUpAt === "." && rest.startsWith(".\r\n")) {
          socket.destroy();
          return;
        }
        const at = rest.startsWith(".\r\n") ? 0 : rest.indexOf("\r\n.\r\n");
        if (at === -1) return;
        rest = rest.slice(rest.startsWith(".\r\n") ? 3 : at + 5);
        end();
        continue;
      }
      const line = rest.slice(0, rest.indexOf("\r\n") + 2);
      if (line === "\r\n" || line.length < 2) return;
      rest = rest.slice(line.length);
      if (script.hangsUpAt !== undefined && line.startsWith(script.hangsUpAt)) {
        socket.destroy();
        return;
      }
      const verb = line.slice(0, 4);
      if (verb === "EHLO" && replies["EHLO"] === undefined)
        say(["250-relay", ...extensions.map((name) => `250-${name}`), "250 HELP"].join("\r\n"));
      else say(replies[verb]);
      inMail = verb === "DATA" && (replies["DATA"] ?? "").startsWith("354");
    }
  });
}
