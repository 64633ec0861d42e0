/** A visit by another address than PUBLIC_URL: its cookies and its origin would not count, so say so instead of failing later. */
import type { IncomingMessage } from "node:http";
import { isLoopback } from "./settings-net.ts";

type Options = { readonly publicUrl: string; readonly allowedOrigins: readonly string[] };
export type Verdict = { readonly redirect: string } | { readonly refuse: string };

/** Null where the address is one of ours, or the request is no page a person opens. */
export function judgeAddress(request: IncomingMessage, { publicUrl, allowedOrigins }: Options): Verdict | null {
  const page = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
  const host = request.headers.host ?? "";
  if (!page || [publicUrl, ...allowedOrigins].some((origin) => new URL(origin).host === host)) return null;
  const sameMachine = isLoopback(publicUrl) && URL.canParse(`http://${host}`) && isLoopback(`http://${host}`);
  // Only the path of the request counts, so that nobody is sent elsewhere.
  if (sameMachine) return { redirect: publicUrl + (/^\/(?!\/)/.test(request.url ?? "") ? request.url : "/") };
  return {
    refuse:
      `This Parley lives at ${publicUrl}, but was asked for as "${host.slice(0, 200)}": open that address, ` +
      "or set PUBLIC_URL to this one (a proxy in front has to pass the Host header on).",
  };
}
