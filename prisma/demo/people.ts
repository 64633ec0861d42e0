/** Who works at the demo's company, a small maker of sailing instruments. */
import type { RoomKind, UserRole } from "#contract/entities.ts";

export type Person = { readonly name: string; readonly email: string | null; readonly role: UserRole };

/** Everyone signs in with it; that is why the demo is for one's own machine. */
export const demoPassword = "parley-demo";

export const company = { slug: "lighthouse", name: "Lighthouse Instruments" };

const at = (first: string) => `${first}@lighthouse.example`;

export const people = [
  { name: "Mara Lindqvist", email: at("mara"), role: "owner" },
  { name: "Tomás Ferreira", email: at("tomas"), role: "admin" },
  { name: "Aiko Tanaka", email: at("aiko"), role: "member" },
  { name: "Jonas Weber", email: at("jonas"), role: "member" },
  { name: "Priya Raman", email: at("priya"), role: "member" },
  { name: "Samuel Okafor", email: at("samuel"), role: "member" },
  { name: "Elif Yıldız", email: at("elif"), role: "member" },
  { name: "Noah Bergström", email: at("noah"), role: "member" },
  { name: "Chloé Martin", email: at("chloe"), role: "member" },
  { name: "Daniel Kim", email: at("daniel"), role: "member" },
  { name: "Zofia Nowak", email: at("zofia"), role: "member" },
  { name: "Ravi Shah", email: at("ravi"), role: "guest" },
  { name: "Release robot", email: null, role: "member" },
] as const satisfies readonly Person[];

export type Name = (typeof people)[number]["name"];

export type DemoRoom = {
  /** Absent: a direct room. */
  readonly slug?: string;
  readonly name: string;
  readonly topic: string;
  readonly kind: RoomKind;
  /** The first one made the room; those after `joinLater` came by and by. */
  readonly members: readonly Name[];
  readonly joinLater: number;
  /** Which scripts are played there, and how many. */
  readonly scripts: string;
  readonly conversations: number;
};

const staff = people
  .filter(({ role, email }) => email !== null && (role as UserRole) !== "guest")
  .map(({ name }) => name);

const room = (
  slug: string,
  name: string,
  topic: string,
  scripts: string,
  conversations: number,
  members: readonly Name[],
  kind: RoomKind = "public",
): DemoRoom => ({
  slug,
  name,
  topic,
  kind,
  members,
  joinLater: Math.max(2, members.length - 3),
  scripts,
  conversations,
});

const direct = (conversations: number, ...members: Name[]): DemoRoom => ({
  name: "",
  topic: "",
  kind: "direct",
  members,
  joinLater: members.length,
  scripts: "direct",
  conversations,
});

export const rooms: readonly DemoRoom[] = [
  room("general", "General", "What everyone should know. Keep it calm.", "general", 85, staff),
  room("engineering", "Engineering", "Firmware, app and servers · on-call: see the rota", "engineering", 195, [
    "Tomás Ferreira",
    "Mara Lindqvist",
    "Aiko Tanaka",
    "Jonas Weber",
    "Samuel Okafor",
    "Noah Bergström",
    "Daniel Kim",
  ]),
  room("design", "Design", "Screens, dials, and what glare does to them", "design", 85, [
    "Chloé Martin",
    "Priya Raman",
    "Mara Lindqvist",
    "Aiko Tanaka",
    "Elif Yıldız",
    "Ravi Shah",
  ]),
  room("support", "Support", "Questions from skippers, and what we answered", "support", 130, [
    "Elif Yıldız",
    "Zofia Nowak",
    "Jonas Weber",
    "Samuel Okafor",
    "Mara Lindqvist",
  ]),
  room("releases", "Releases", "What went out, and when", "releases", 65, [
    "Tomás Ferreira",
    "Release robot",
    "Jonas Weber",
    "Aiko Tanaka",
    "Daniel Kim",
    "Mara Lindqvist",
    "Elif Yıldız",
  ]),
  room("harbour", "Harbour", "Lunch, boats, dogs, weather", "harbour", 110, staff),
  room(
    "hiring",
    "Hiring",
    "Candidates: nothing leaves this room",
    "hiring",
    35,
    ["Mara Lindqvist", "Tomás Ferreira", "Priya Raman"],
    "private",
  ),
  room(
    "boat-show",
    "Boat show",
    "Düsseldorf, hall 11, stand C24",
    "show",
    45,
    ["Priya Raman", "Mara Lindqvist", "Chloé Martin", "Zofia Nowak", "Ravi Shah"],
    "private",
  ),
  direct(9, "Mara Lindqvist", "Tomás Ferreira"),
  direct(8, "Mara Lindqvist", "Priya Raman"),
  direct(7, "Jonas Weber", "Samuel Okafor"),
  direct(7, "Aiko Tanaka", "Daniel Kim"),
  direct(6, "Mara Lindqvist", "Elif Yıldız"),
  direct(5, "Mara Lindqvist", "Aiko Tanaka", "Chloé Martin"),
];
