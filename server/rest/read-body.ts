import { maxPictureBytes } from "#contract/limits.ts";
import { DomainError } from "#server/domain/errors.ts";
import { invalid } from "./problem.ts";

/** Bytes of a request's body, as of a frame (protocol, section 9). */
export const maxBodyBytes = 64 * 1024;

/** The JSON of a body, `{}` where there is none. Reads no more than the limit, whatever the request's headers promise. */
export async function readJson(request: Request): Promise<unknown> {
  const text = decodeText(await readBytes(request, maxBodyBytes));
  if (text === "") return {};
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw invalid("The body has to be JSON, with Content-Type: application/json.");
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("The body is not JSON.");
  }
}

/** What a body says that it is, and its bytes; the route's schema judges both. */
export const readImage = async (request: Request): Promise<unknown> => ({
  type: request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase(),
  bytes: await readBytes(request, maxPictureBytes),
});

async function readBytes(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge(max);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the stream, so that the rest is not received.
  for await (const chunk of arriving(request.body)) {
    bytes += chunk.byteLength;
    if (bytes > max) throw tooLarge(max);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Throws `timeout` where its sender goes away: nobody hears it, and it is nothing for the log. */
async function* arriving(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new DomainError("timeout", "The request did not arrive.", { cause });
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid("The body is not UTF-8.");
  }
}

const tooLarge = (max: number): DomainError =>
  new DomainError("payloadTooLarge", `This body may have at most ${max / 1024} KiB.`);
