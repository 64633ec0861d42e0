"use client";
import {
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  SquareCode,
  Strikethrough,
  TextQuote,
} from "lucide-react";
import { Toolbar } from "radix-ui";
import { useTranslations } from "use-intl";
import type { Format } from "./formatting.ts";

const icons = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  link: Link,
  quote: TextQuote,
  bullets: List,
  numbers: ListOrdered,
  code: Code,
  block: SquareCode,
} as const satisfies Record<Format, LucideIcon>;
const order = ["bold", "italic", "strike", "link", "quote", "bullets", "numbers", "code", "block"] as const;

/** Formats for whoever does not know the marks. The text box keeps the focus, and with it the selection. */
export default function FormattingBar({ run }: { run: (name: Format) => void }) {
  const t = useTranslations();
  return (
    <Toolbar.Root aria-label={t("composer.formatting")} className="flex overflow-x-auto px-0.5">
      {order.map((name) => {
        const Icon = icons[name];
        const label = t(`composer.formats.${name}`);
        return (
          <Toolbar.Button
            key={name}
            aria-label={label}
            title={label}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => run(name)}
            className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-hover hover:text-ink touch:size-11"
          >
            <Icon size={16} aria-hidden="true" />
          </Toolbar.Button>
        );
      })}
    </Toolbar.Root>
  );
}
