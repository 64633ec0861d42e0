import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { describe, expect, test } from "vitest";
import { GatewayContext } from "#app/_gateway/hooks.ts";
import en from "#app/_text/messages/en.json";
import { createGatewayClient } from "#client/gateway-client.ts";
import { isPlain } from "./plain.ts";
import RichText from "./rich-text.tsx";

const me = { id: "0193aaaa-0000-7000-8000-000000000001", name: "Ada", bot: false, role: "member" } as const;
const ben = { id: "0193aaaa-0000-7000-8000-000000000002", name: "Ben", bot: false, role: "member" } as const;

function html(text: string): string {
  const client = createGatewayClient({ baseUrl: "http://localhost" });
  client.learnUsers([me, ben]);
  const workspace = { id: me.id, slug: "w", name: "W" };
  const within = (children: ReactNode) => (
    <IntlProvider locale="en" messages={en} timeZone="UTC">
      <GatewayContext value={{ client, workspace, visitor: me }}>{children}</GatewayContext>
    </IntlProvider>
  );
  return renderToStaticMarkup(within(<RichText text={text} />));
}

describe("what is written cannot harm who reads it", () => {
  test("HTML stays the text that it is", () => {
    const shown = html('<script>alert(1)</script> <img src=x onerror="alert(1)"> <b>bold</b>');
    expect(shown).not.toMatch(/<(script|img|b)\b/);
    expect(shown).toContain("&lt;script&gt;");
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "/settings",
    "//evil.example",
    "#top",
  ])("%s is no link", (url) => {
    expect(html(`[click](<${url}>)`)).not.toContain("<a");
  });

  test("links lead outside, and tell nothing of where one comes from", () => {
    expect(html("see https://example.org")).toContain(
      '<a href="https://example.org" target="_blank" rel="noopener noreferrer nofollow">',
    );
    expect(html("[mail](mailto:a@example.org)")).toContain('href="mailto:a@example.org"');
  });

  test("a picture from elsewhere is a link, not a request", () => {
    const shown = html("![a cat](https://example.org/cat.png)");
    expect(shown).not.toContain("<img");
    expect(shown).toContain('href="https://example.org/cat.png"');
    expect(shown).toContain("a cat");
    expect(html("![bank.example](https://evil.example/)")).toMatch(/bank\.example<\/a>.*\(.*evil\.example.*\)/);
  });

  test("footnotes make no ids in the page", () => {
    const shown = html("a[^1]\n\n[^1]: note");
    expect(shown).not.toMatch(/ id=|<section|href=/);
    expect(shown).toContain("a[^1]");
    expect(shown).toContain("note");
  });
});

describe("Markdown as people write it", () => {
  test("a line break is one, marks are shown, code is literal", () => {
    const shown = html("one\ntwo **bold** ~~gone~~ `<b>`");
    expect(shown).toContain("<br/>");
    expect(shown).toContain("<strong>bold</strong>");
    expect(shown).toContain("<del>gone</del>");
    expect(shown).toContain("<code>&lt;b&gt;</code>");
  });

  test("a task is a sign with its state, nothing that a reader could tick", () => {
    const shown = html("- [x] done\n- [ ] open");
    expect(shown).not.toContain("<input");
    expect(shown).toContain('aria-label="Done:"');
    expect(shown).toContain('aria-label="To do:"');
  });

  test("code says its language and can be copied; a wide table scrolls by itself", () => {
    const shown = html("```ts\nlet a\n```\n\n| a |\n|---|\n| b |");
    expect(shown).toContain(">ts</span>");
    expect(shown).toContain('aria-label="Copy code"');
    expect(shown).toMatch(/class="table-scroll" tabindex="0"><table>/i);
  });

  test("each block is read in the direction of its own words", () => {
    const shown = html("one\n\nשלום\n\n> said\n\n- item");
    expect(shown.match(/<(p|blockquote|li) dir="auto"/g)).toHaveLength(5);
  });

  test("a mention is a name, also within emphasis; in code it is plain", () => {
    expect(html(`**hi <@${ben.id}>**`)).toContain("@Ben</button>");
    expect(html(`\`<@${ben.id}>\``)).toContain("<code>@Ben</code>");
  });

  test.each(["hello there", "it's 5:30, ok?", "two\nlines", `hi <@${ben.id}>!`, "a (b) – c… 50 % $9"])(
    "%s needs no renderer",
    (text) => expect(isPlain(text)).toBe(true),
  );

  test.each([
    "**b**",
    "- item",
    "1. one",
    "> quote",
    "www.example.org",
    "a@b.org",
    "x\n\ny",
    "`c`",
    "https://a.b",
    "&amp;",
  ])("%s needs the renderer", (text) => expect(isPlain(text)).toBe(false));
});
