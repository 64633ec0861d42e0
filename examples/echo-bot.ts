/** Says back what people say to it: PARLEY_URL is where, PARLEY_TOKEN who. `npx node examples/echo-bot.ts` */
import { createGatewayClient } from "#client/gateway-client.ts";

const { PARLEY_URL: baseUrl = "http://localhost:3000", PARLEY_TOKEN: token = "" } = process.env;
const bot = createGatewayClient({ baseUrl, credentials: { kind: "token", token } });

bot.onSaid(({ roomId, text, mentions }, author) => {
  // Two bots that answered each other would never stop.
  if (author.bot || !mentions.includes(bot.me.get()?.id ?? "")) return;
  // An echo mentions nobody.
  const said = text.replaceAll(/<@[^>]*>/g, "").trim();
  bot.send(roomId, `You said: ${said}`.slice(0, 8_000).toWellFormed()).catch(console.error);
});
// What the server will never take (a room that was left, or archived) would wait for ever.
bot.outbox.subscribe(() => {
  for (const { requestId, status } of bot.outbox.get()) if (status === "refused") void bot.discard(requestId);
});
bot.roomsKnown.subscribe(() => console.log(`${bot.me.get()?.name} listens.`));
bot.connection.subscribe(() => {
  const { state } = bot.connection.get();
  if (state !== "signedOut" && state !== "stopped") return;
  console.error(state === "signedOut" ? "PARLEY_TOKEN is no access token (any more)." : "The server sent us away.");
  process.exit(1);
});
bot.start();
