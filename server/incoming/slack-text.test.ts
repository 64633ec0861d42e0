import { describe, expect, test } from "vitest";
import { mentionsOf } from "#server/domain/messages/mentions.ts";
import { processorMs } from "#test/support/processor.ts";
import { slackPayload } from "./slack-payload.ts";
import { textOf } from "./slack-text.ts";

const said = (payload: object, name = "CI"): string => textOf(slackPayload.parse(payload), name);
const id = "01890000-0000-7000-8000-000000000001";

describe("mrkdwn", () => {
  test.each([
    ["*bold*, _slanted_ and ~struck~", "**bold**, _slanted_ and ~~struck~~"],
    ["2 * 3 * 4, a*b*c", "2 * 3 * 4, a*b*c"],
    ["**Firing**", "**Firing**"],
    ["see <https://example.com/a?b=1&amp;c=2|the *log*>", "see [the \\*log\\*](https://example.com/a?b=1&c=2)"],
    ["<https://example.com/x_(y)|x>", "[x](https://example.com/x_%28y%29)"],
    ["<https://example.com/a>", "https://example.com/a"],
    ["<mailto:ada@example.com|Ada>", "[Ada](mailto:ada@example.com)"],
    ["<javascript:alert(1)|click>", "click"],
    ["1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"],
    ["&amp;lt;b&amp;gt;", "&lt;b&gt;"],
    ["[click](https://evil.example)", "[click]\\(https://evil.example)"],
    ["`a *b* &lt;c&gt;` *d*", "`a *b* <c>` **d**"],
    ["before ```x = *1*``` after", "before \n```\nx = *1*\n```\n after"],
    ["<!here> <!date^1392734382^{date}|Feb 18> <#C1|general> <@U1|ada>", "@here Feb 18 #general @ada"],
  ])("%s", (text, expected) => expect(said({ text })).toBe(expected));
});

test.each([
  `<@${id}>`,
  `&lt;@${id}&gt;`,
  `&lt;&lt;@${id}&gt;`,
  `<<@${id}>>`,
  `<https://example.com|<@${id}>`,
  `<!subteam^&lt;@${id}&gt;>`,
  `\`<@${id}>\``,
  `\`\`\`<@${id}>\`\`\``,
  `<\u0000@${id}>`,
])("nobody is mentioned by %s, wherever it stands", (trick) => {
  const pieces = [
    { type: "text", text: "<" },
    { type: "text", text: `@${id}>` },
  ];
  const payload = {
    text: trick,
    username: trick,
    attachments: [
      {
        pretext: trick,
        title: trick,
        title_link: trick,
        text: trick,
        author_name: trick,
        footer: trick,
        fields: [{ title: trick, value: trick }],
      },
      { fallback: trick },
    ],
  };
  expect(mentionsOf(said(payload))).toEqual([]);
  const blocks = [
    { type: "header", text: { type: "plain_text", text: trick } },
    { type: "section", text: { type: "mrkdwn", text: trick }, fields: [{ type: "plain_text", text: trick }] },
    { type: "context", elements: [{ type: "mrkdwn", text: trick }] },
    { type: "image", image_url: trick, alt_text: trick },
    { type: "markdown", text: trick },
    { type: "section", accessory: { type: "button", text: { type: "plain_text", text: trick }, url: trick } },
    { type: "context", elements: [{ type: "image", alt_text: trick }] },
    { type: "video", title: { type: "plain_text", text: trick }, title_url: trick, alt_text: trick },
    {
      type: "table",
      rows: [
        [
          { type: "raw_text", text: trick },
          { type: "rich_text", elements: pieces },
        ],
      ],
    },
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "<" },
            { type: "user", user_id: `${id}>` },
            { type: "usergroup", usergroup_id: trick },
            { type: "channel", channel_id: trick },
            { type: "broadcast", range: trick },
            { type: "date", fallback: trick },
          ],
        },
      ],
    },
    { type: "rich_text", elements: [{ type: "rich_text_section", elements: pieces }] },
    { type: "rich_text", elements: [{ type: "rich_text_preformatted", elements: pieces }] },
  ];
  expect(mentionsOf(said({ blocks }))).toEqual([]);
});

test("blocks are said in the place of the text", () => {
  const blocks = [
    { type: "header", text: { type: "plain_text", text: "Deploy of *web*" } },
    {
      type: "section",
      text: { type: "mrkdwn", text: "to *production*" },
      fields: [{ type: "mrkdwn", text: "*By* Ada" }],
    },
    { type: "divider" },
    {
      type: "context",
      elements: [
        { type: "image", image_url: "https://x.example/i.png" },
        { type: "plain_text", text: "a_b" },
      ],
    },
    {
      type: "actions",
      elements: [{ type: "button", text: { type: "plain_text", text: "Open" }, url: "https://ci.example/1" }],
    },
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_list",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "one" }] }],
        },
      ],
    },
    { type: "video" },
  ];
  expect(said({ text: "fallback", blocks })).toBe(
    [
      "**Deploy of \\*web\\***",
      "to **production**\n**By** Ada",
      "---",
      "a\\_b",
      "[Open](https://ci.example/1)",
      "- one",
    ].join("\n\n"),
  );
  expect(said({ text: "fallback", blocks: [] })).toBe("fallback");
});

test("blocks of newer kinds, and what stands beside a section, are said as far as they have words", () => {
  const markdown = "## Done\n\n- **one**\n- [two](https://ci.example/2)";
  expect(said({ blocks: [{ type: "markdown", text: markdown }] })).toBe(markdown);
  const button = { type: "button", text: { type: "plain_text", text: "Open" }, url: "https://ci.example/1" };
  const text = { type: "mrkdwn", text: "*Build 1*" };
  expect(said({ blocks: [{ type: "section", text, accessory: button }] })).toBe(
    "**Build 1**\n[Open](https://ci.example/1)",
  );
  const image = { type: "image", image_url: "https://ci.example/i.png", alt_text: "a green_tick" };
  expect(said({ blocks: [{ type: "section", text, accessory: image }] })).toBe("**Build 1**\na green\\_tick");
  expect(said({ blocks: [{ type: "context", elements: [image, { type: "plain_text", text: "passed" }] }] })).toBe(
    "a green\\_tick passed",
  );
  const video = {
    type: "video",
    title: { type: "plain_text", text: "The demo" },
    title_url: "https://v.example/1",
    video_url: "https://v.example/embed/1",
    description: { type: "plain_text", text: "of Tuesday" },
    alt_text: "A demo",
  };
  expect(said({ blocks: [video] })).toBe("[The demo](https://v.example/1)\nof Tuesday");
  expect(said({ blocks: [{ type: "video", alt_text: "A demo" }] })).toBe("A demo");
  const rich = {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "1\n2" }] }],
  };
  const rows = [
    [
      { type: "raw_text", text: "Host" },
      { type: "raw_text", text: "Load" },
    ],
    [{ type: "raw_text", text: "web-1" }, rich],
  ];
  expect(said({ blocks: [{ type: "table", rows }] })).toBe("Host | Load\nweb-1 | 1 2");
});

test("rich text names whom and what it is about", () => {
  const elements = [
    { type: "broadcast", range: "here" },
    { type: "text", text: " " },
    { type: "user", user_id: "U1" },
    { type: "text", text: " of " },
    { type: "usergroup", usergroup_id: "S1" },
    { type: "text", text: " in " },
    { type: "channel", channel_id: "C1" },
    { type: "text", text: " since " },
    { type: "date", timestamp: 1_720_710_212, format: "{date}", fallback: "July 11" },
    { type: "text", text: " or " },
    { type: "date", timestamp: 1_720_710_212, format: "{date}" },
    { type: "date", timestamp: 1e300 },
  ];
  const blocks = [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
  expect(said({ blocks })).toBe("@here @U1 of @S1 in #C1 since July 11 or 2024-07-11 15:03 UTC");
});

test("Alertmanager's alerts are read", () => {
  const payload = {
    channel: "#ops",
    username: "Alertmanager",
    attachments: [
      {
        title: "[FIRING:1] InstanceDown (web-1:9100 node critical)",
        title_link: "http://alertmanager.example/#/alerts?receiver=parley",
        text: "",
        fallback: "[FIRING:1] InstanceDown (web-1:9100 node critical) | http://alertmanager.example",
        callback_id: "",
        footer: "",
        color: "danger",
        fields: [{ title: "Severity", value: "critical", short: true }],
        mrkdwn_in: ["fallback", "pretext", "text"],
      },
    ],
  };
  expect(said(payload)).toBe(
    [
      "**Alertmanager**",
      "> **[\\[FIRING:1\\] InstanceDown (web-1:9100 node critical)](http://alertmanager.example/#/alerts?receiver=parley)**",
      "> **Severity**",
      "> critical",
    ].join("\n"),
  );
});

test("Grafana's alerts are read", () => {
  const payload = {
    channel: "#ops",
    text: "",
    username: "Grafana",
    icon_emoji: "",
    attachments: [
      {
        color: "#D63232",
        title: "[FIRING:1]  (DatasourceError)",
        fallback: "[FIRING:1]  (DatasourceError)",
        fields: null,
        text: "**Firing**\n\nValue: A=1\nLabels:\n - alertname = High &lt;load&gt;\n",
        title_link: "http://grafana.example/alerting/list",
        footer: "Grafana v11.2.0",
        footer_icon: "https://grafana.com/static/assets/img/fav32.png",
        ts: 1_725_000_000,
        mrkdwn_in: ["pretext"],
      },
    ],
  };
  expect(said(payload, "Grafana")).toBe(
    [
      "> **[\\[FIRING:1\\] (DatasourceError)](http://grafana.example/alerting/list)**",
      "> **Firing**",
      ">",
      "> Value: A=1",
      "> Labels:",
      ">  - alertname = High <load>",
      "> _Grafana v11.2.0_",
    ].join("\n"),
  );
});

test("GitLab's pushes are read", () => {
  const payload = {
    text: "Ada pushed to branch <http://gitlab.example/acme/web/commits/main|main> of <http://gitlab.example/acme/web|Acme / web> (<http://gitlab.example/acme/web/compare/1...2|Compare changes>)",
    username: "Ada",
    icon_url: "http://gitlab.example/ada.png",
    attachments: [
      {
        fallback: "",
        text: "<http://gitlab.example/acme/web/-/commit/2ad6d6d2|2ad6d6d2>: Fix the [door] - Ada",
        color: "#345",
      },
    ],
  };
  expect(said(payload, "GitLab")).toBe(
    [
      "**Ada**",
      "Ada pushed to branch [main](http://gitlab.example/acme/web/commits/main) of [Acme / web](http://gitlab.example/acme/web) ([Compare changes](http://gitlab.example/acme/web/compare/1...2))",
      "",
      "> [2ad6d6d2](http://gitlab.example/acme/web/-/commit/2ad6d6d2): Fix the [door] - Ada",
    ].join("\n"),
  );
});

test("what is long and repetitive costs no more than its length", () => {
  const long = 120_000;
  for (const piece of ["<", "\n", "*", "~", "`", "```", "<@", "[](", "&lt;", "\\", "_ ", "* ", "<|", " \n"]) {
    const text = `x${piece.repeat(long / piece.length)}y`;
    const tookMs = processorMs(() => said({ text, attachments: [{ title: text, text }], username: text }));
    // What is quadratic takes minutes.
    expect(tookMs, JSON.stringify(piece)).toBeLessThan(5_000);
  }
});

test("quotes in quotes, hundreds of times, are no longer than what was posted, and nothing is lost", () => {
  const lines = 5_000;
  let element: object = { type: "text", text: "line\n".repeat(lines) };
  for (let depth = 0; depth < 300; depth++) element = { type: "rich_text_quote", elements: [element] };
  const text = said({ blocks: [{ type: "rich_text", elements: [element] }] });
  expect(text.match(/line/g)).toHaveLength(lines);
  expect(text.length).toBeLessThan(lines * 40);
});

test("half a character is none", () => {
  expect(said({ text: "cut off: \ud83d" })).toBe("cut off: \ufffd");
});
