/** A Slack payload as the text of one message. */
import { bold, fromMrkdwn, fromPlain, harmless, link } from "./mrkdwn.ts";
import type { Attachment, Block, Element, SlackPayload, TextObject } from "./slack-payload.ts";

/** Empty where it says nothing. `name` is the webhook's own, which need not be said again. */
export function textOf({ text, username, blocks, attachments }: SlackPayload, name: string): string {
  const fromBlocks = paragraphs((blocks ?? []).map(blockText));
  // With blocks, Slack keeps the text for notifications.
  const body = paragraphs([fromBlocks || fromMrkdwn(String(text ?? "")), ...(attachments ?? []).map(attachmentText)]);
  const said = username?.trim() && username.trim() !== name ? bold(fromPlain(username.trim())) : "";
  return body === "" ? "" : harmless(lines([said, body]));
}

function blockText(block: Block): string {
  switch (block.type) {
    case "header":
      return bold(objectText(block.text));
    case "section":
      return lines([
        objectText(block.text),
        ...(block.fields ?? []).map(objectText),
        block.accessory ? elementText(block.accessory) : "",
      ]);
    case "markdown":
      return block.text?.text ?? "";
    case "context":
      return (block.elements ?? []).map(elementText).filter(Boolean).join(" ");
    case "actions":
      return lines((block.elements ?? []).map(elementText));
    case "image":
      return link(block.image_url ?? "", titleOf(block));
    case "video":
      return lines([link(block.title_url ?? block.video_url ?? "", titleOf(block)), objectText(block.description)]);
    case "table":
      return lines((block.rows ?? []).map((row) => row.map(cellText).join(" | ")));
    case "divider":
      return "---";
    case "rich_text":
      return lines((block.elements ?? []).map((element) => richText(element)));
    default:
      return "";
  }
}

const titleOf = ({ title, alt_text }: Block): string => objectText(title) || fromPlain(alt_text ?? "");

const objectText = (object: TextObject | undefined): string => {
  if (!object) return "";
  return object.type === "plain_text" ? fromPlain(object.text) : fromMrkdwn(object.text);
};

const wordsOf = ({ text }: Element): string => (typeof text === "string" ? text : (text?.text ?? ""));

/** Of a context, of actions, or beside a section: a button leads somewhere, or says only what it would do. */
function elementText(element: Element): string {
  if (element.type === "plain_text") return fromPlain(wordsOf(element));
  if (element.type === "mrkdwn") return fromMrkdwn(wordsOf(element));
  if (element.type === "button") return element.url ? link(element.url, fromPlain(wordsOf(element))) : "";
  if (element.type === "image") return fromPlain(element.alt_text ?? "");
  return "";
}

/** On one line, however it was written. */
const cellText = (cell: Element): string =>
  (cell.type === "raw_text" ? fromPlain(wordsOf(cell)) : richText(cell)).replaceAll(/\s+/g, " ").trim();

/** A quote within so many is no longer marked: each mark is written on every line. */
const maxQuotes = 8;

function richText(element: Element, quotes = 0): string {
  const within = element.type === "rich_text_quote" ? quotes + 1 : quotes;
  const parts = () => (element.elements ?? []).map((part) => richText(part, within));
  const inner = () => parts().join("");
  switch (element.type) {
    case "text":
      return fromPlain(wordsOf(element));
    case "link":
      return link(element.url ?? "", fromPlain(wordsOf(element)));
    case "emoji":
      return element.name ? `:${element.name.replaceAll(/[^\w+-]/g, "")}:` : "";
    case "user":
      return `@${fromPlain(element.user_id ?? "")}`;
    case "usergroup":
      return `@${fromPlain(element.usergroup_id ?? "")}`;
    case "channel":
      return `#${fromPlain(element.channel_id ?? "")}`;
    case "broadcast":
      return `@${fromPlain(element.range ?? "")}`;
    case "date":
      return fromPlain(element.fallback ?? timeOf(element.timestamp));
    case "rich_text_list":
      return parts()
        .map((item) => `- ${item}`)
        .join("\n");
    case "rich_text_quote":
      return within > maxQuotes ? inner() : quoted(inner());
    case "rich_text_preformatted":
      return `\`\`\`\n${(element.elements ?? []).map(wordsOf).join("").replaceAll("```", "'''")}\n\`\`\``;
    default:
      return inner();
  }
}

/** Where there are no words for it. `2026-11-22 09:05 UTC` */
function timeOf(seconds = Number.NaN): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "" : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function attachmentText(attachment: Attachment): string {
  const { pretext, author_name, author_link, title, title_link, fields, footer, image_url, actions, blocks } =
    attachment;
  const heading = title ? bold(title_link ? link(title_link, fromPlain(title)) : fromMrkdwn(title)) : "";
  const inside = lines([
    author_name && (author_link ? link(author_link, fromPlain(author_name)) : fromPlain(author_name)),
    heading,
    fromMrkdwn(attachment.text),
    ...fields.map((field) => lines([bold(fromMrkdwn(field.title)), fromMrkdwn(field.value)])),
    ...blocks.map(blockText),
    image_url && link(image_url, "image"),
    ...actions.map(({ text, url }) => (url ? link(url, fromPlain(text)) : "")),
    footer && `_${fromPlain(footer)}_`,
  ]);
  const shown = inside === "" && pretext === "" ? fromMrkdwn(attachment.fallback) : inside;
  return lines([fromMrkdwn(pretext), shown && quoted(shown)]);
}

const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
const lines = (parts: readonly string[]): string => joined(parts, "\n");
const paragraphs = (parts: readonly string[]): string => joined(parts, "\n\n");
const joined = (parts: readonly string[], by: string): string =>
  parts
    .map((part) => withoutEdges(part.replaceAll("\r\n", "\n")))
    .filter((part) => part.trim() !== "")
    .join(by);

/** Without the newlines at its ends; counted, as a pattern would look at each run of newlines as often as it is long. */
function withoutEdges(text: string): string {
  let from = 0;
  let to = text.length;
  while (text[from] === "\n") from++;
  while (to > from && text[to - 1] === "\n") to--;
  return text.slice(from, to);
}
