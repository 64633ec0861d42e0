/** Which addresses a webhook may be posted to: what is out in the internet, and what the operator allows besides. */
import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import proxyAddr from "proxy-addr";

export type Allows = (address: string) => boolean;

/** The name leads nowhere that may be posted to. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  constructor() {
    super("The address is a private one, which WEBHOOK_ALLOWED_ADDRESSES does not allow.");
  }
}

/**
 * Public by their numbers, but answered by the cloud around a machine, to that machine alone: Azure's WireServer
 * (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
 */
const platform: ReadonlySet<string> = new Set(["168.63.129.16"]);

/** `ranges` as `proxy-addr` takes them. Anything but plain unicast is private here: loopback, link-local, NAT64 and the like. */
export function createAllows(ranges: readonly string[]): Allows {
  const allowed = proxyAddr.compile([...ranges]);
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    // `::ffff:10.0.0.1` is 10.0.0.1 to the operating system.
    const parsed = ipaddr.process(address);
    const global = parsed.range() === "unicast" && (parsed.kind() === "ipv4" || isGiven(parsed));
    return (global && !platform.has(parsed.toString())) || allowed(parsed.toString(), 0);
  };
}

/** 2000::/3, all of IPv6 that is given out. Of the rest nobody knows where it leads: `::10.0.0.1` was once 10.0.0.1. */
const isGiven = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean => ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;

/** For a host that is an address itself, which nothing looks up. Throws `AddressRefused`. */
export function judgeHost(hostname: string, allows: Allows): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !allows(host)) throw new AddressRefused();
}

/**
 * The resolver of a connection: what it answers is what is connected to, so that a name cannot lead elsewhere after it was
 * judged (DNS rebinding). Addresses that are not allowed are as if they were not there.
 */
export const guardedLookup =
  (allows: Allows): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "");
      const good = addresses.filter(({ address }) => allows(address));
      const [first] = good;
      if (!first) return callback(new AddressRefused(), "");
      return options.all ? callback(null, good) : callback(null, first.address, first.family);
    });
  };
