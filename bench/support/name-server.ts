/** A DNS server on this machine that answers at once (RFC 1035): the texts it is given, and that there is nothing else. */
import { createSocket } from "node:dgram";
import { once } from "node:events";

const TXT = 16;
const NXDOMAIN = 3;

export interface NameServer {
  /** As `dns.servers` names it. */
  address: string;
  stop(): void;
}

/** @param texts one TXT record for each name */
export async function startNameServer(texts: Record<string, string>): Promise<NameServer> {
  const socket = createSocket("udp4");
  await once(socket.bind(0, "127.0.0.1"), "listening");
  socket.on("message", (query, { port, address }) => socket.send(answered(query, texts), port, address));
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => void socket.close() };
}

function answered(query: Buffer, texts: Record<string, string>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  const name = labels.join(".");
  const text = query.readUInt16BE(at + 1) === TXT ? texts[name] : undefined;
  const flags = 0x8180 | (texts[name] === undefined ? NXDOMAIN : 0);
  const records = text === undefined ? [] : [record(text)];
  const question = query.subarray(12, at + 5);
  return Buffer.concat([...[query.readUInt16BE(0), flags, 1, records.length, 0, 0].map(uint16), question, ...records]);
}

function record(text: string): Buffer {
  const content = Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "latin1")]);
  return Buffer.concat([...[0xc00c, TXT, 1, 0, 60, content.length].map(uint16), content]);
}

function uint16(value: number): Buffer {
  const octets = Buffer.alloc(2);
  octets.writeUInt16BE(value);
  return octets;
}
