import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { PostFailed, post } from "./post.ts";

/** The address of a service that says this, whatever it is asked, and then nothing. */
async function saying(words: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.write(words));
    onTestFinished(() => void socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens nowhere");
  return `http://127.0.0.1:${address.port}/`;
}
const posted = async (words: string) =>
  post({ url: await saying(words), body: "{}", headers: {}, timeoutMs: 500, maxAnswerBytes: 100 });

test("a service that would speak another protocol has answered, and nobody waits for more", async () => {
  const words = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
  expect(await posted(words)).toEqual({ status: 101, text: "" });
});

test.each(["", "HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"])(
  "who says %j and then nothing is given up in time",
  async (words) => {
    const failure = await posted(words).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PostFailed);
    expect(failure).toMatchObject({ kind: "timeout" });
  },
);
