/** What Slack's incoming webhooks take, as far as it says something: everything else is let be, as Slack does. */
import { z } from "zod";

const text = z.string().catch("");
const textObject = z
  .union([z.string().transform((value) => ({ type: "mrkdwn", text: value })), z.object({ type: text, text })])
  .catch({ type: "mrkdwn", text: "" });

const element: z.ZodType<Element> = z.object({
  type: text,
  text: z.union([z.string(), textObject]).optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  alt_text: z.string().optional().catch(undefined),
  user_id: z.string().optional().catch(undefined),
  usergroup_id: z.string().optional().catch(undefined),
  channel_id: z.string().optional().catch(undefined),
  range: z.string().optional().catch(undefined),
  timestamp: z.number().optional().catch(undefined),
  fallback: z.string().optional().catch(undefined),
  elements: z.lazy(() => z.array(element).optional().catch(undefined)),
});
export type TextObject = { type: string; text: string };
export type Element = {
  type: string;
  text?: string | TextObject | undefined;
  url?: string | undefined;
  name?: string | undefined;
  alt_text?: string | undefined;
  user_id?: string | undefined;
  usergroup_id?: string | undefined;
  channel_id?: string | undefined;
  /** Of a `broadcast`: `here`, `channel`, `everyone`. */
  range?: string | undefined;
  /** Of a `date`, in seconds since 1970. */
  timestamp?: number | undefined;
  fallback?: string | undefined;
  elements?: Element[] | undefined;
};

const block = z.object({
  type: text,
  text: textObject.optional().catch(undefined),
  fields: z.array(textObject).optional().catch(undefined),
  elements: z.array(element).optional().catch(undefined),
  title: textObject.optional().catch(undefined),
  alt_text: z.string().optional().catch(undefined),
  image_url: z.string().optional().catch(undefined),
  accessory: element.optional().catch(undefined),
  title_url: z.string().optional().catch(undefined),
  video_url: z.string().optional().catch(undefined),
  description: textObject.optional().catch(undefined),
  rows: z.array(z.array(element)).optional().catch(undefined),
});
export type Block = z.output<typeof block>;

const attachment = z.object({
  pretext: text,
  author_name: text,
  author_link: text,
  title: text,
  title_link: text,
  text,
  fallback: text,
  footer: text,
  image_url: text,
  fields: z
    .array(z.object({ title: text, value: z.union([z.string(), z.number().transform(String)]).catch("") }))
    .catch([]),
  actions: z.array(z.object({ text, url: text })).catch([]),
  blocks: z.array(block).max(50).catch([]),
});
export type Attachment = z.output<typeof attachment>;

export const slackPayload = z.object({
  text: z.union([z.string(), z.number().transform(String)]).nullish(),
  username: z.string().nullish().catch(undefined),
  blocks: z.array(block).max(50).nullish(),
  attachments: z.array(attachment).nullish(),
});
export type SlackPayload = z.output<typeof slackPayload>;

/** As Slack has it. */
export const maxAttachments = 100;
