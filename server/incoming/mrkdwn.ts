/**
 * Slack's mrkdwn, as the Markdown that messages are written in: https://api.slack.com/reference/surfaces/formatting.
 * What is posted from outside mentions nobody, however it is written.
 */

/** Formatted text: `*bold*`, `~struck~`, `<url|label>`, and the entities that stand for `&`, `<`, `>`. */
export const fromMrkdwn = (text: string): string => outsideCode(text, inline);

/** Text that means itself: nothing in it is formatting. */
export const fromPlain = (text: string): string => text.replaceAll(/[\\*_~`[\]]/g, "\\$&");

export const bold = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("**", "").trim();
  return line === "" ? "" : `**${line}**`;
};

/** `[label](url)`, or the label alone where the address is none that a message may lead to. The label is Markdown. */
export function link(url: string, label: string): string {
  const words = label.replaceAll(/\s+/g, " ").trim();
  const target = addressOf(url);
  if (target === null) return words;
  return words === "" || words === fromPlain(url) ? target : `[${words}](${target})`;
}

/** For the whole that is said, so that nothing joins to a mention (`<@id>`): without its bracket it is none. No NUL, no half characters. */
export const harmless = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\u0000", "")
    .replaceAll(/(?<!<)<+@/g, "@");

/** Applies `change` to all but code, which is kept but for its entities. */
function outsideCode(text: string, change: (text: string) => string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? fenced(entities(part)) : change(part)))
    .join("");
}

/** In Markdown a fence stands on a line of its own. */
function fenced(code: string): string {
  if (!code.startsWith("```")) return code;
  const inner = code.slice(3, -3).replace(/^\n/, "").replace(/\n$/, "");
  return `\n\`\`\`\n${inner}\n\`\`\`\n`;
}

const control = /<([^<>\n]{1,3000})>/;

function inline(text: string): string {
  return text
    .split(control)
    .map((part, index) => (index % 2 === 1 ? controlled(part) : formatted(part)))
    .join("");
}

const formatted = (text: string): string =>
  entities(text)
    // Markdown has links that mrkdwn has not: what looks like one was not meant so, and might lead elsewhere than it says.
    .replaceAll("](", "]\\(")
    .replaceAll(/(?<![\w*\\])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])/g, "**$1**")
    .replaceAll(/(?<![\w~\\])~(?=[^\s~])([^~\n]*?[^\s~])~(?![\w~])/g, "~~$1~~");

/** What stands between `<` and `>`: a link, or a mention, which is only its words here. */
function controlled(inside: string): string {
  const [target = "", label] = splitOnce(inside, "|");
  const words = label === undefined ? undefined : fromPlain(entities(label));
  if (target.startsWith("@") || target.startsWith("#")) return `${target[0]}${words ?? fromPlain(target.slice(1))}`;
  if (target.startsWith("!")) return words ?? `@${fromPlain(target.slice(1).split("^", 1)[0] ?? "")}`;
  return link(entities(target), words ?? fromPlain(entities(target)));
}

const entities = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function addressOf(text: string): string | null {
  if (!/^(https?:\/\/|mailto:)/i.test(text) || !URL.canParse(text)) return null;
  const { href } = new URL(text);
  return href.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll("<", "%3C").replaceAll(">", "%3E");
}

function splitOnce(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
