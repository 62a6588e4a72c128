/** A DNS server of our own on this machine, which knows what a test tells it (RFC 1035). */

import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, isIPv4, type Server, type Socket as TcpSocket } from "node:net";
import { onTestFinished } from "vitest";

const TYPES = { A: 1, CNAME: 5, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SPF: 99 } as const;

/** A record as the test writes it; an exchange "" is the null MX (RFC 7505). */
export type DnsRecord =
  | { type: "A"; address: string }
  | { type: "AAAA"; address: string }
  /** Whoever asks for something else hears of this and of what stands there. */
  | { type: "CNAME"; name: string }
  | { type: "PTR"; name: string }
  | { type: "MX"; preference: number; exchange: string }
  /** As Latin-1; a list is written in these pieces. */
  | { type: "TXT" | "SPF"; text: string | readonly string[] };

/** What the server does when it is asked for a name and a type. */
export type DnsAnswer =
  | readonly DnsRecord[]
  | "silent"
  | "servfail"
  | "refused"
  | { afterMs: number; records: readonly DnsRecord[] };

/** Answers by name and type, such as `verein.example MX`. Of a name with other types there is no such record. */
export type DnsZone = Record<string, DnsAnswer>;

export interface DnsServer {
  /** As `config.dns.servers` names it. */
  address: string;
  /** What was asked, in order: `verein.example MX`. */
  asked: string[];
  /** From now on. */
  zone: DnsZone;
}

/** A record and the name it stands at. */
interface Owned {
  owner: string;
  record: DnsRecord;
}

const SERVFAIL = 2;
const NXDOMAIN = 3;
const REFUSED = 5;
const TRUNCATED = 0x0200;

/** What fits into a datagram for a client that says nothing else. */
const MOST_UDP_OCTETS = 512;

/** Starts a server; it is closed when the test is over. */
export async function dnsServer(zone: DnsZone): Promise<DnsServer> {
  const { udp, tcp, port } = await listenOnOnePort();
  const timers = new Set<NodeJS.Timeout>();
  const connections = new Set<TcpSocket>();
  const server: DnsServer = { address: `127.0.0.1:${port}`, asked: [], zone };

  /** Answers now, later or never. */
  function serve(query: Buffer, most: number, reply: (answer: Buffer) => void): void {
    const question = readQuestion(query);
    server.asked.push(`${question.name} ${question.type}`);
    const answer = answerTo(server.zone, question);
    if (answer === "silent") return;
    const afterMs = typeof answer === "object" && "afterMs" in answer ? answer.afterMs : 0;
    const timer = setTimeout(() => {
      timers.delete(timer);
      reply(respond(query, question, server.zone, most));
    }, afterMs);
    timers.add(timer);
  }

  udp.on("message", (query: Buffer, from: RemoteInfo) => {
    serve(query, MOST_UDP_OCTETS, (answer) => udp.send(answer, from.port, from.address));
  });
  tcp.on("connection", (socket) => {
    connections.add(socket);
    socket.on("error", () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      received = Buffer.concat([received, bytes]);
      // Two octets of length stand before each message (RFC 1035 §4.2.2).
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        serve(received.subarray(2, end), 0xffff, (answer) =>
          socket.write(Buffer.concat([uint16(answer.length), answer])),
        );
        received = received.subarray(end);
      }
    });
  });
  onTestFinished(async () => {
    for (const timer of timers) clearTimeout(timer);
    for (const socket of connections) socket.destroy();
    await Promise.all([once(udp.close(), "close"), once(tcp.close(), "close")]);
  });
  return server;
}

/** A long answer is asked for again by TCP, at the same port. */
async function listenOnOnePort(): Promise<{ udp: Socket; tcp: Server; port: number }> {
  const tcp = createServer();
  await once(tcp.listen(0, "127.0.0.1"), "listening");
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket("udp4");
  await once(udp.bind(port, "127.0.0.1"), "listening");
  return { udp, tcp, port };
}

interface Question {
  name: string;
  type: string;
  /** As it stands in the query. */
  raw: Buffer;
}

function readQuestion(query: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  const code = query.readUInt16BE(at + 1);
  const type = Object.entries(TYPES).find(([, known]) => known === code)?.[0] ?? `TYPE${code}`;
  return { name: labels.join("."), type, raw: query.subarray(12, at + 5) };
}

function respond(query: Buffer, question: Question, zone: DnsZone, most: number): Buffer {
  const answer = answerTo(zone, question);
  if (answer === "servfail") return response(query, question, SERVFAIL, []);
  if (answer === "refused") return response(query, question, REFUSED, []);
  const { records, isKnown } = recordsAt(zone, question.name, question.type);
  const whole = response(query, question, isKnown ? 0 : NXDOMAIN, records);
  return whole.length <= most ? whole : response(query, question, TRUNCATED, []);
}

/** What stands under the name and type asked for, else under every type: `verein.example *`. */
function answerTo(zone: DnsZone, { name, type }: Pick<Question, "name" | "type">): DnsAnswer | undefined {
  return zone[`${name} ${type}`] ?? zone[`${name} *`];
}

/** The records of a name, and those of the name that a CNAME points to, as a server that asks others itself says them. */
function recordsAt(zone: DnsZone, name: string, type: string, hops = 0): { records: Owned[]; isKnown: boolean } {
  const answer = answerTo(zone, { name, type });
  const own = answer === undefined || typeof answer === "string" ? [] : "afterMs" in answer ? answer.records : answer;
  if (own.length > 0) return { records: own.map((record) => ({ owner: name, record })), isKnown: true };
  const alias = zone[`${name} CNAME`];
  const [first] = alias === undefined || typeof alias === "string" || "afterMs" in alias ? [] : alias;
  if (first?.type !== "CNAME" || hops > 8) {
    return { records: [], isKnown: Object.keys(zone).some((key) => key.startsWith(`${name} `)) };
  }
  const there = recordsAt(zone, first.name.toLowerCase(), type, hops + 1);
  return { records: [{ owner: name, record: first }, ...there.records], isKnown: there.isKnown };
}

/** @param flags besides those of every answer: the code of what went wrong, or that the answer was too long */
function response(query: Buffer, question: Question, flags: number, records: readonly Owned[]): Buffer {
  const header = [query.readUInt16BE(0), 0x8580 | flags, 1, records.length, 0, 0];
  return Buffer.concat([
    ...header.map(uint16),
    question.raw,
    ...records.map((owned) => encodeRecord(owned, question.name)),
  ]);
}

function encodeRecord({ owner, record }: Owned, asked: string): Buffer {
  const content = encodeContent(record);
  const timeToLive = Buffer.alloc(4);
  // The name of the question, by its place in the message (RFC 1035 §4.1.4).
  const name = owner === asked ? uint16(0xc00c) : encodeName(owner);
  return Buffer.concat([name, uint16(TYPES[record.type]), uint16(1), timeToLive, uint16(content.length), content]);
}

function encodeContent(record: DnsRecord): Buffer {
  switch (record.type) {
    case "A":
      return Buffer.from(record.address.split(".").map(Number));
    case "AAAA":
      return encodeIpv6(record.address);
    case "CNAME":
    case "PTR":
      return encodeName(record.name);
    case "MX":
      return Buffer.concat([uint16(record.preference), encodeName(record.exchange)]);
    case "TXT":
    case "SPF": {
      const written = typeof record.text === "string" ? [record.text] : record.text;
      const pieces = written.flatMap((text) => text.match(/[\s\S]{1,255}/g) ?? [""]);
      return Buffer.concat((pieces.length === 0 ? [""] : pieces).map(characterString));
    }
  }
}

function encodeIpv6(address: string): Buffer {
  const [dotted] = /[^:]*$/.exec(address) ?? [""];
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split(".").map(Number);
  const plain = isIPv4(dotted)
    ? `${address.slice(0, -dotted.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
    : address;
  const [head = "", tail] = plain.split("::");
  const groups = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((hex) => Number.parseInt(hex, 16));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const gap = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => 0);
  return Buffer.concat([...before, ...gap, ...after].map(uint16));
}

/** Octets of a label are written as they are, so that a test can put anything there. */
function encodeName(name: string): Buffer {
  const labels = name === "" ? [] : name.split(".");
  return Buffer.concat([...labels.map(characterString), Buffer.alloc(1)]);
}

function characterString(text: string): Buffer {
  const octets = Buffer.from(text, "latin1");
  return Buffer.concat([Buffer.from([octets.length]), octets]);
}

function uint16(value: number): Buffer {
  const octets = Buffer.alloc(2);
  octets.writeUInt16BE(value);
  return octets;
}
