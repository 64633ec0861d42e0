/**
 * Whether a text nests deeper than anyone writes: its Markdown would take seconds, or more stack than there is, in the
 * browser of everyone who opens the room.
 */
export const isTooDeep = (text: string): boolean => containers.test(text) || emphasis.test(text);

/** Marks of quotes and lists, one inside the other. */
const containers = /^[ \t]*(?:(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])[ \t]*){15}/m;
const emphasis = /([*_~])\1{199}/;
