import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Tells whether a client is one of our own front servers. @param networks addresses and CIDR networks */
export function peerList(networks: readonly string[]): (address: string) => boolean {
  if (networks.length === 0) return () => false;
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", prefix] = network.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const bare = withoutMapping(address);
    return isIPv4(bare) ? list.check(bare, "ipv4") : isIPv6(bare) && list.check(bare, "ipv6");
  };
}

const GROUPS = 8;
const GROUPS_OF_SUBNET = 4;

/**
 * Who counts as one client: an IPv4 address, or the /64 of an IPv6 one. A single machine has all addresses of its
 * subnet to choose from (RFC 4291 §2.5.1).
 *
 * @param address as a socket shows it
 */
export function clientOf(address: string): string {
  const bare = withoutMapping(address);
  if (!isIPv6(bare)) return bare;
  const [head = "", tail] = bare.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = Array.from({ length: Math.max(0, GROUPS - before.length - after.length) }, () => "0");
  const groups = [...before, ...missing, ...after].slice(0, GROUPS_OF_SUBNET);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/** A socket that takes both families shows an IPv4 client as ::ffff:192.0.2.1. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
