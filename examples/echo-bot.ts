/** Says back what people say to it: PARLEY_URL is where, PARLEY_TOKEN who. `npx node examples/echo-bot.ts` */
import { createGatewayClient } from "#client/gateway-client.ts";
import type { Message, User } from "#contract/entities.ts";

const { PARLEY_URL: baseUrl = "http://localhost:3000", PARLEY_TOKEN: token = "" } = process.env;
const bot = createGatewayClient({ baseUrl, credentials: { kind: "token", token } });
/** roomId → the newest message that was heard there: an edit or a reaction tells of a message once more. */
const heard = new Map<string, number>();

bot.roomsKnown.subscribe(() => {
  for (const [roomId, { cursor }] of bot.rooms.get()) heard.set(roomId, cursor);
  console.log(`${bot.me.get()?.name} listens.`);
});
bot.onMessages((messages) => {
  for (const message of messages.toSorted((a, b) => a.seq - b.seq)) {
    const { roomId, seq, mentions } = message;
    if (seq <= (heard.get(roomId) ?? bot.rooms.get().get(roomId)?.room.joinedSeq ?? 0)) continue;
    heard.set(roomId, seq);
    if (mentions.includes(bot.me.get()?.id ?? "")) answer(message).catch(console.error);
  }
});

/** Two bots that answered each other would never stop. And an echo mentions nobody. */
async function answer({ roomId, authorId, text }: Message): Promise<void> {
  if ((await person(authorId)).bot) return;
  await bot.send(roomId, `You said: ${text.replaceAll(/<@[^>]*>/g, "").trim()}`.slice(0, 8_000).toWellFormed());
}

/** The client asks for people whom it does not know yet. */
const person = (id: string): Promise<User> =>
  new Promise((resolve) => {
    const look = () => {
      const user = bot.users.get().get(id);
      if (user) resolve(user);
      return user;
    };
    const stop = look() ? () => {} : bot.users.subscribe(() => look() && stop());
  });

// What the server will never take (a room that was left, or archived) would wait for ever.
bot.outbox.subscribe(() => {
  for (const { requestId, status } of bot.outbox.get()) if (status === "refused") void bot.discard(requestId);
});
bot.connection.subscribe(() => {
  const { state } = bot.connection.get();
  if (state !== "signedOut" && state !== "stopped") return;
  console.error(state === "signedOut" ? "PARLEY_TOKEN is no access token (any more)." : "The server sent us away.");
  process.exit(1);
});
bot.start();
