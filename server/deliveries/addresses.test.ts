import { expect, test } from "vitest";
import { AddressRefused, createAllows, guardedLookup, judgeHost } from "./addresses.ts";

const publicOnly = createAllows([]);

test.each([
  "127.0.0.1",
  "127.255.0.9",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "168.63.129.16",
  "::ffff:168.63.129.16",
  "100.64.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:10.0.0.1",
  "64:ff9b::a00:1",
  "2002:a00:1::1",
  "2001:db8::1",
  "::a00:1",
  "4000::1",
  "not an address",
])("nothing is posted to %s by itself", (address) => expect(publicOnly(address)).toBe(false));

test.each(["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])("%s is out in the internet", (address) =>
  expect(publicOnly(address)).toBe(true),
);

test("the operator allows ranges, and no more than they say", () => {
  const allows = createAllows(["10.0.0.0/8", "loopback"]);
  expect(createAllows(["168.63.129.16"])("168.63.129.16")).toBe(true);
  expect(["10.9.8.7", "127.0.0.1", "::1", "::ffff:10.0.0.1"].map(allows)).toEqual([true, true, true, true]);
  expect(["192.168.0.1", "172.16.0.1", "fd00::1"].map(allows)).toEqual([false, false, false]);
});

test("a host that is an address is judged as one, in brackets too", () => {
  for (const host of ["127.0.0.1", "[::1]", "[::ffff:10.0.0.1]"])
    expect(() => judgeHost(host, publicOnly)).toThrow(AddressRefused);
  for (const host of ["1.1.1.1", "[2606:4700::1111]", "example.com"])
    expect(() => judgeHost(host, publicOnly)).not.toThrow();
});

test("a name that leads to this machine is refused where it is resolved, whichever way is asked", async () => {
  for (const all of [true, false]) {
    const error = await new Promise((resolve) =>
      guardedLookup(publicOnly)("localhost", { all }, (refused) => resolve(refused)),
    );
    expect(error).toBeInstanceOf(AddressRefused);
    const found = await new Promise((resolve, reject) =>
      guardedLookup(createAllows(["loopback"]))("localhost", { all }, (refused, addresses) =>
        refused ? reject(refused) : resolve(addresses),
      ),
    );
    expect(JSON.stringify(found)).toMatch(/127\.0\.0\.1|::1/);
  }
});
