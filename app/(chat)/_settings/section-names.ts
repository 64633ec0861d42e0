import type { MessageKey } from "#app/_text/translator.ts";

/** The settings' parts in their order, and what they are called. */
export const sections = {
  profile: "settings.profile",
  appearance: "settings.appearance",
  notifications: "notifications.title",
  keyboard: "settings.keyboard",
  password: "settings.password",
  sessions: "settings.sessions",
  tokens: "settings.tokens",
} as const satisfies Record<string, MessageKey>;

export type SectionName = keyof typeof sections;

export const isSectionName = (name: string): name is SectionName => Object.hasOwn(sections, name);
export const sectionNames = Object.keys(sections).filter(isSectionName);
