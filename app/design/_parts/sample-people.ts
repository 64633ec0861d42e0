import type { Presence, User } from "#contract/entities.ts";

const names = [
  "Mara Lindqvist",
  "Tomás Ferreira",
  "Aiko Tanaka",
  "يوسف حداد",
  "Prof. Dr. Wilhelmina Konstantinopolitańska-Brzęczyszczykiewicz",
  "李小龙",
  "Release robot",
  "X",
];

/** One to each colour of the avatars, as far as chance has it. */
export const samplePeople: readonly User[] = names.map((name, index) => ({
  id: `01936a00-0000-7000-8000-00000000000${index}`,
  name,
  bot: name === "Release robot",
  role: "member",
}));

export const presences = ["online", "away", "dnd", "offline"] as const satisfies readonly Presence[];
