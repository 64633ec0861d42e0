"use client";
import type { ComponentProps } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkBreaks from "remark-breaks";
import remarkGfm from "remark-gfm";
import { useTranslations } from "use-intl";
import { useClient } from "#app/_gateway/hooks.ts";
import { Mention } from "./mention.tsx";
import { remarkMentions } from "./remark-mentions.ts";
import { remarkPlainFootnotes } from "./remark-plain-footnotes.ts";
import { safeUrl } from "./safe-url.ts";

/**
 * Markdown as people write it in chats. HTML stays the text that it is; links lead outside only, and tell nobody
 * where from; a picture from elsewhere, which would tell its host who reads here, is a link.
 */
export default function RichText({ text }: { text: string }) {
  const t = useTranslations();
  const { users } = useClient();
  const nameOf = (id: string) => users.get().get(id)?.name ?? t("common.someone");
  return (
    <div className="prose" dir="auto">
      <Markdown
        remarkPlugins={[
          [remarkGfm, { singleTilde: false }],
          remarkPlainFootnotes,
          remarkBreaks,
          [remarkMentions, { nameOf }],
        ]}
        components={components}
        urlTransform={safeUrl}
      >
        {text}
      </Markdown>
    </div>
  );
}

const rel = "noopener noreferrer nofollow";

const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel={rel}>
        {children}
      </a>
    ) : (
      children
    ),
  img: Picture,
  // A heading in a message is emphasis, not part of the page's outline.
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <pre tabIndex={0}>{children}</pre>
  ),
  // A task's box is its sign, nothing to be ticked by a reader.
  input: ({ checked }) => <span>{checked ? "☑ " : "☐ "}</span>,
  span: Span,
};

function Picture({ src, alt }: ComponentProps<"img">) {
  const t = useTranslations();
  if (typeof src !== "string" || !src) return alt;
  return (
    <a href={src} target="_blank" rel={rel}>
      {alt || t("message.image")}
    </a>
  );
}

function Heading({ children }: ComponentProps<"h1">) {
  return (
    <p>
      <strong>{children}</strong>
    </p>
  );
}

function Span({ children, ...props }: ComponentProps<"span"> & { "data-user-id"?: string }) {
  const userId = props["data-user-id"];
  return userId ? <Mention userId={userId} /> : <span>{children}</span>;
}
