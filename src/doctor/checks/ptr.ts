import type { Sender } from "../../config/senders.ts";
import { reverseName } from "../dns-questions.ts";
import { type Draft, type Examination, unanswered } from "../examination.ts";
import type { Outgoing } from "../outgoing.ts";
import { zoneLine } from "../zone.ts";

const MOST_ADDRESSES = 8;

/** Is our address called what we call ourselves? GMX, web.de, t-online and Gmail refuse mail from a nameless one. */
export async function checkPtr(exam: Examination, sender: Sender, outgoing: Outgoing): Promise<Draft[]> {
  const about = { sender: sender.name, topic: "ptr" } as const;
  switch (outgoing.kind) {
    case "not-checkable":
      return [unanswered(about, outgoing)];
    case "no-address": {
      const values = { host: outgoing.host };
      return [{ ...about, verdict: "error", text: "host-no-address", values, who: "dns-operator" }];
    }
    case "relay":
      return [{ ...about, verdict: "not-checkable", text: "ptr-relay", values: { relay: sender.relay.host } }];
    case "ours": {
      const checked = outgoing.addresses.slice(0, MOST_ADDRESSES);
      return Promise.all(checked.map((address) => checkAddress(exam, about, address)));
    }
  }
}

async function checkAddress(
  { dns, config }: Examination,
  about: Pick<Draft, "sender" | "topic">,
  address: string,
): Promise<Draft> {
  const { hostname } = config;
  const toPaste = { record: zoneLine(reverseName(address), "PTR", `${hostname}.`), who: "hoster" } as const;
  const answer = await dns.names(address);
  if (answer.kind === "failed") return unanswered(about, answer);
  if (answer.kind === "none") return { ...about, verdict: "error", text: "ptr-none", values: { address }, ...toPaste };
  const name = answer.records.find((one) => one === hostname) ?? answer.records[0] ?? "";
  const back = await dns.addresses(name);
  if (back.kind === "failed") return unanswered(about, back);
  const values = { address, name, hostname };
  if (back.kind === "none" || !back.records.some((one) => isSameAddress(one, address))) {
    return { ...about, verdict: "error", text: "ptr-unconfirmed", values, ...toPaste };
  }
  if (name === hostname) return { ...about, verdict: "ok", text: "ptr-ok", values };
  const text = isGeneric(name, address) ? "ptr-generic" : "ptr-other-name";
  return { ...about, verdict: "warning", text, values, ...toPaste };
}

function isSameAddress(one: string, other: string): boolean {
  return reverseName(one) === reverseName(other);
}

/** A name that a provider made of the address itself, such as `203-0-113-7.dyn.provider.example`. */
function isGeneric(name: string, address: string): boolean {
  const parts = address.split(address.includes(":") ? /:+/ : ".").filter((part) => part !== "");
  const numbers = parts.slice(-3).map((part) => part.toLowerCase());
  return (
    numbers.every((number) => name.includes(number)) ||
    /(?:^|[.-])(?:dyn|dynamic|dhcp|dsl|pool|dialup)[.\d-]/.test(name)
  );
}
