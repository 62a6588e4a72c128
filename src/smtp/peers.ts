import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Tells whether a client is one of our own front servers. @param networks addresses and CIDR networks */
export function peerList(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", prefix] = network.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    // A socket that takes both families shows an IPv4 client as ::ffff:192.0.2.1.
    const bare = address.replace(/^::ffff:(?=\d+\.)/i, "");
    return isIPv4(bare) ? list.check(bare, "ipv4") : isIPv6(bare) && list.check(bare, "ipv6");
  };
}
