import { createHash } from "node:crypto";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect, test } from "vitest";
import { isSigned, type SignedRequest } from "./signature.ts";

const keys = { accessKeyId: "PARLEYTESTKEY", secretAccessKey: "a secret of more than thirty-two characters" };
const now = Date.parse("2026-04-10T12:30:00Z");
const body = Buffer.from("hello");
const digest = createHash("sha256").update(body).digest("hex");

type Query = Record<string, string | string[]>;

/** As a client signs it; what comes over the wire besides is up to the test. */
async function signed(query: Query = {}, more: Record<string, string> = {}): Promise<SignedRequest> {
  const signer = new SignatureV4({ credentials: keys, region: "any", service: "execute-api", sha256: Sha256 });
  const request = await signer.sign(
    {
      method: "POST",
      protocol: "http:",
      hostname: "chat.example",
      path: "/@connections/one",
      query,
      headers: { host: "chat.example", ...more },
      body,
    },
    { signingDate: new Date(now) },
  );
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
  return { method: "POST", url: `/@connections/one${search}`, headers: request.headers, body };
}

test("GW-1: what the holder of the keys signed is theirs, a repeated name in its query included", async () => {
  expect(await isSigned(await signed(), keys, now)).toBe(true);
  expect(await isSigned(await signed({ a: ["1", "2"], b: "x y/z" }), keys, now)).toBe(true);
});

test("GW-1: a signature holds for no other query", async () => {
  const request = await signed({ a: "1" });
  expect(await isSigned(request, keys, now)).toBe(true);
  for (const search of ["", "?a=2", "?a=1&a=1", "?a=0&a=1", "?a=1&b", "?a=1?b=2"])
    expect([search, await isSigned({ ...request, url: `/@connections/one${search}` }, keys, now)]).toEqual([
      search,
      false,
    ]);
});

test("GW-1: a signature holds for no other address, body, host or time", async () => {
  const request = await signed();
  const { headers } = request;
  for (const other of [
    { url: "/@connections/two" },
    { url: "/prod/@connections/one" },
    { method: "DELETE" },
    { body: Buffer.from("hullo") },
    { headers: { ...headers, host: "other.example" } },
    { headers: { ...headers, "x-amz-date": "20260410T123001Z" } },
    { headers: { ...headers, "x-amz-date": `${headers["x-amz-date"]}, ${headers["x-amz-date"]}` } },
    { headers: { ...headers, authorization: `${headers.authorization}0` } },
  ])
    expect([other, await isSigned({ ...request, ...other }, keys, now)]).toEqual([other, false]);
  for (const later of [-6, 6]) expect(await isSigned(request, keys, now + later * 60_000)).toBe(false);
});

test("GW-1: a digest counts only where it is the body's", async () => {
  const stating = (text: string) => signed({}, { "x-amz-content-sha256": text });
  expect(await isSigned(await stating(digest), keys, now)).toBe(true);
  expect(await isSigned(await stating("UNSIGNED-PAYLOAD"), keys, now)).toBe(false);
  expect(await isSigned({ ...(await stating(digest)), body: Buffer.from("hullo") }, keys, now)).toBe(false);
});
