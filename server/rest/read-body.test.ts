import { expect, test } from "vitest";
import { maxPictureBytes } from "#contract/limits.ts";
import { maxBodyBytes, readImage, readJson } from "./read-body.ts";

/** A request whose body comes in these pieces, and then ends, or breaks off. */
function request(pieces: readonly Uint8Array[], end: "ends" | "breaks off" = "ends"): Request {
  const left = [...pieces];
  const body = new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece) controller.enqueue(piece);
      else if (end === "ends") controller.close();
      else controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    },
  });
  const init = { method: "PUT", headers: { "content-type": "application/json" }, body, duplex: "half" };
  return new Request("http://localhost/api/v1/me/picture", init);
}

test("a body that its sender breaks off is no fault of the server", async () => {
  for (const read of [readJson, readImage])
    await expect(read(request([Buffer.from('{"na')], "breaks off"))).rejects.toMatchObject({ code: "timeout" });
});

test("a body is read in pieces, and no further than its limit", async () => {
  expect(await readJson(request([Buffer.from('{"na'), Buffer.from('me":1}')]))).toEqual({ name: 1 });
  const tooLarge = { code: "payloadTooLarge" };
  await expect(readJson(request([new Uint8Array(maxBodyBytes), new Uint8Array(1)]))).rejects.toMatchObject(tooLarge);
  await expect(readImage(request([new Uint8Array(maxPictureBytes + 1)]))).rejects.toMatchObject(tooLarge);
});
