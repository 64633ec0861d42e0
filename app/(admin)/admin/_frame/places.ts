import { Activity, Bot, Cable, type LucideIcon, MailX, Stethoscope, Users, Webhook } from "lucide-react";
import type { MessageKey } from "#app/_text/translator.ts";
import type { UserRole } from "#contract/entities.ts";

export type Place = {
  readonly path: string;
  readonly label: MessageKey;
  readonly icon: LucideIcon;
  readonly owner?: true;
  /** A page of its own, beside the admin's. */
  readonly elsewhere?: true;
};

const places: readonly Place[] = [
  { path: "/admin", label: "admin.nav.overview", icon: Activity, owner: true },
  { path: "/admin/connections", label: "admin.nav.connections", icon: Cable, owner: true },
  { path: "/admin/people", label: "admin.nav.people", icon: Users },
  { path: "/admin/bots", label: "admin.nav.bots", icon: Bot },
  { path: "/admin/webhooks", label: "admin.nav.webhooks", icon: Webhook },
  { path: "/admin/dead-letters", label: "admin.nav.deadLetters", icon: MailX },
  { path: "/doctor", label: "admin.nav.doctor", icon: Stethoscope, elsewhere: true },
];

export const placesOf = (role: UserRole): readonly Place[] => places.filter(({ owner }) => !owner || role === "owner");

/** The place that an address belongs to: the longest that it begins with. */
export const placeAt = (path: string, among: readonly Place[]): Place | undefined =>
  among.filter((place) => path === place.path || (place.path !== "/admin" && path.startsWith(`${place.path}/`))).at(-1);
