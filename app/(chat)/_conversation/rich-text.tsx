"use client";
import clsx from "clsx";
import { Square, SquareCheckBig } from "lucide-react";
import { type ComponentProps, isValidElement, type ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkBreaks from "remark-breaks";
import remarkGfm from "remark-gfm";
import { useTranslations } from "use-intl";
import { useClient } from "#app/_gateway/hooks.ts";
import { CodeBlock } from "./code-block.tsx";
import { Mention } from "./mention.tsx";
import { MessageLink } from "./message-link.tsx";
import { remarkMentions } from "./remark-mentions.ts";
import { remarkPlainFootnotes } from "./remark-plain-footnotes.ts";
import { safeUrl } from "./safe-url.ts";
import { useHighlight } from "./use-highlight.ts";

/**
 * Markdown as people write it in chats. HTML stays the text that it is; links lead outside only, and tell nobody
 * where from; a picture from elsewhere, which would tell its host who reads here, is a link.
 */
export default function RichText({ text }: { text: string }) {
  const t = useTranslations();
  const { users } = useClient();
  const highlight = useHighlight(text);
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
        rehypePlugins={highlight ? [highlight] : none}
        components={components}
        urlTransform={safeUrl}
      >
        {text}
      </Markdown>
    </div>
  );
}

const none: [] = [];

/** Each block is read in the direction of its own words. */
const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <MessageLink href={href} written={wordsIn(children)}>
        {children}
      </MessageLink>
    ) : (
      children
    ),
  p: ({ children }) => <p dir="auto">{children}</p>,
  li: ({ children, className }) => (
    <li dir="auto" className={className}>
      {children}
    </li>
  ),
  blockquote: ({ children }) => <blockquote dir="auto">{children}</blockquote>,
  td: ({ children }) => <td dir="auto">{children}</td>,
  th: ({ children }) => <th dir="auto">{children}</th>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div className="table-scroll" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  img: Picture,
  // A heading in a message is emphasis, not part of the page's outline.
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  pre: ({ children }) => <CodeBlock language={languageOf(children)}>{children}</CodeBlock>,
  // A task's box is its sign, nothing to be ticked by a reader.
  input: TaskBox,
  span: Span,
};

function Picture({ src, alt }: ComponentProps<"img">) {
  const t = useTranslations();
  if (typeof src !== "string" || !src) return alt;
  return (
    <MessageLink href={src} written={alt ?? ""}>
      {alt || t("message.image")}
    </MessageLink>
  );
}

function Heading({ children }: ComponentProps<"h1">) {
  return (
    <p dir="auto">
      <strong>{children}</strong>
    </p>
  );
}

function TaskBox({ checked }: ComponentProps<"input">) {
  const t = useTranslations();
  const Icon = checked ? SquareCheckBig : Square;
  return (
    <Icon
      size={15}
      role="img"
      aria-label={t(checked ? "message.taskDone" : "message.taskOpen")}
      className={clsx("me-1.5 inline align-[-0.1875rem]", checked ? "text-accent" : "text-ink-faint")}
    />
  );
}

/** A mention, or a word of code with its colour. */
function Span({ children, className, ...props }: ComponentProps<"span"> & { "data-user-id"?: string }) {
  const userId = props["data-user-id"];
  return userId ? <Mention userId={userId} /> : <span className={className}>{children}</span>;
}

/** What a fence says after its marks. */
function languageOf(code: ReactNode): string | null {
  const props: unknown = isValidElement(code) ? code.props : null;
  if (typeof props !== "object" || props === null || !("className" in props)) return null;
  return /(?:^|\s)language-(\S+)/.exec(String(props.className))?.[1] ?? null;
}

function wordsIn(children: ReactNode): string {
  if (typeof children === "string" || typeof children === "number") return String(children);
  if (Array.isArray(children)) return children.map(wordsIn).join("");
  if (!isValidElement<{ children?: ReactNode }>(children)) return "";
  return wordsIn(children.props.children);
}
