/** A room's short name for addresses, made from its name. */
const maxLength = 50;

/** Empty where the name has neither Latin letters nor digits. */
export const slugify = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, "");
