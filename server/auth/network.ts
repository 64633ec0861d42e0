import { isIPv6 } from "node:net";

/**
 * What tries are counted by: an IPv4 address, or the first 64 bits of an IPv6 one, which one household or server has
 * whole (RFC 6177). An IPv4 address in IPv6's clothes counts as itself.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [, mapped] = /:(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  if (mapped) return mapped;
  const [head = ""] = address.split("::");
  return [...head.split(":"), "0", "0", "0", "0"].slice(0, 4).join(":");
}
