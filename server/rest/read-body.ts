import { DomainError } from "#server/domain/errors.ts";
import { invalid } from "./problem.ts";

/** Bytes of a request's body, as of a frame (protocol, section 9). */
export const maxBodyBytes = 64 * 1024;

/** The JSON of a body, `{}` where there is none. Reads no more than the limit, whatever the request's headers promise. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text === "") return {};
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw invalid("The body has to be JSON, with Content-Type: application/json.");
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("The body is not JSON.");
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the stream, so that the rest is not received.
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw invalid("The body is not UTF-8.");
  }
}

const tooLarge = (): DomainError => new DomainError("payloadTooLarge", `A body is at most ${maxBodyBytes / 1024} KiB.`);
