import { describe, expect, test } from "vitest";
import { clientOf } from "../../src/smtp/peers.ts";

describe("who counts as one client", () => {
  test.each([
    ["an IPv4 address", "192.0.2.1", "192.0.2.1"],
    ["the same on a socket of both families", "::ffff:192.0.2.1", "192.0.2.1"],
    ["any address of a subnet", "2001:db8:0:7:1:2:3:4", "2001:db8:0:7::/64"],
    ["another one there, written short", "2001:DB8:0:7::1", "2001:db8:0:7::/64"],
    ["one whose gap is in the subnet", "2001:db8::7:1:2:3:4", "2001:db8:0:7::/64"],
    ["one with leading zeros", "2001:0db8:0000:0007::", "2001:db8:0:7::/64"],
    ["this machine", "::1", "0:0:0:0::/64"],
    ["what is no address", "", ""],
  ])("%s", (_what, address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});
