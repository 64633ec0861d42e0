/** AWS Signature Version 4, checked by signing the request again with a kept library and comparing (GW-1). */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";

export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string };

export type SignedRequest = {
  readonly method: string;
  /** As it came over the wire. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** As far as Amazon lets clocks differ, milliseconds. */
const maxSkewMs = 5 * 60_000;
const service = "execute-api";
const scheme =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]{1,128})\/(\d{8})\/([\w-]{1,64})\/([\w-]+)\/aws4_request,\s*SignedHeaders=([\w;-]{1,2000}),\s*Signature=([0-9a-f]{64})$/;

/** Whether the holder of the keys signed this very request, lately. */
export async function isSigned(request: SignedRequest, keys: Keys, now: number): Promise<boolean> {
  const { method, headers, body } = request;
  const [, accessKeyId = "", day, region = "", named, list = "", signature = ""] =
    scheme.exec(headers.authorization ?? "") ?? [];
  const stamp = String(headers["x-amz-date"] ?? "");
  const at = momentOf(stamp);
  const signed = list.split(";");
  if (at === null || Math.abs(now - at) > maxSkewMs || !stamp.startsWith(day ?? "-") || named !== service) return false;
  if (!signed.includes("host") || !signed.includes("x-amz-date") || !same(accessKeyId, keys.accessKeyId)) return false;
  // A digest in place of the body is as good as the body only where it is the body's.
  const digest = headers["x-amz-content-sha256"];
  if (digest !== undefined && digest !== createHash("sha256").update(body).digest("hex")) return false;

  const [path = "/", ...rest] = request.url.split("?");
  const query = new URLSearchParams(rest.join("?"));
  const signer = new SignatureV4({
    credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const again = await signer.sign(
    {
      method,
      protocol: "http:",
      hostname: String(headers.host ?? ""),
      path,
      query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])),
      headers: Object.fromEntries(signed.map((name) => [name, String(headers[name] ?? "")])),
      body: new Uint8Array(body),
    },
    { signingDate: new Date(at), signableHeaders: new Set(signed) },
  );
  const expected = scheme.exec(again.headers.authorization ?? "")?.[6] ?? "";
  return same(signature, expected);
}

/** 20260410T123000Z as epoch milliseconds. */
function momentOf(stamp: string): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}

/** In a time that does not tell where they differ. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
