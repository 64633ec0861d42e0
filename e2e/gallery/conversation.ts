/** A conversation in which everything happens that can happen to a message. */
import type { MyRoom } from "#contract/entities.ts";
import { answered, type Colleague } from "#test/support/colleagues.ts";
import { command } from "../command.ts";

type People = { readonly mara: Colleague; readonly tomas: Colleague; readonly priya: Colleague };

const table = `| sensor | port | last seen |
|:--|:-:|--:|
| wind | A2 | 4 s |
| tilt | B1 | 12 s |
| rudder angle | B3 | never |`;

const code = `\`\`\`ts
/** Degrees off the bow, to starboard. */
export const apparent = (wind: Vector, boat: Vector): number => {
  const { x, y } = subtract(wind, boat);
  return Math.round((Math.atan2(y, x) * 180) / Math.PI);
};
\`\`\``;

export async function converse(url: string, { roomId }: MyRoom, { mara, tomas, priya }: People): Promise<void> {
  const say = async (who: Colleague, text: string) =>
    (await answered(who.rest("messages.create", { params: { room: roomId }, body: { text } }))).message.seq;
  const act = (who: Colleague, action: string, payload: object) => command(url, who, { action, roomId, payload });

  await say(tomas, "Morning! The new mast unit is up. First readings look **right**, *if a little nervous* in gusts.");
  const gusts = await say(tomas, "Filter at 2 Hz for now, see https://wiki.lighthouse.example/masts#filter");
  const edited = await say(priya, "Nervous how? The old one jumped by ten degrees.");
  await act(priya, "editMessage", { seq: edited, text: "Nervous how? The old one jumped by *twenty* degrees." });
  await say(
    mara,
    "> The old one jumped by twenty degrees.\n\nThat was the reference voltage. What helps:\n\n1. measure it, don’t assume it\n2. log `vbat` beside it\n   - at 1 Hz\n   - in volts\n3. sleep",
  );
  await say(tomas, code);
  await say(priya, table);
  await say(priya, "- [x] bracket\n- [x] cable\n- [ ] the one screw that always falls into the water ~~twice~~");
  const mention = await say(
    tomas,
    `<@${mara.id}> could you look at it from the pier? Left of the crane, where <@${priya.id}> stood last time.`,
  );
  await say(mara, "⛵");
  const deleted = await say(priya, "Wrong room, sorry.");
  await act(priya, "deleteMessage", { seq: deleted });
  await say(priya, "בוקר טוב! נפגשים על המזח בתשע?");
  const last = await say(mara, "On my way. Back before the tide turns.");

  // Or the room would open where her reading stopped, and not on its newest.
  await act(mara, "markRead", { seq: last });
  for (const emoji of ["👍", "🎉"])
    for (const who of [mara, priya]) await act(who, "addReaction", { seq: gusts, emoji });
  await act(mara, "addReaction", { seq: mention, emoji: "👀" });
  for (const who of [tomas, priya, mara]) await act(who, "addReaction", { seq: last, emoji: "🌊" });
}
