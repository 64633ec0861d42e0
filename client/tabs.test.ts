import { expect, test, vi } from "vitest";
import { browserTabs, type TabMessage } from "./tabs.ts";

/** Joins as one more tab; the locks and channels are the platform's own. */
function join(userId: string) {
  const tab = { leads: 0, heard: [] as TabMessage[] };
  const tabs = browserTabs(userId, {
    lead: () => {
      tab.leads += 1;
    },
    hear: (message) => tab.heard.push(message),
  });
  return Object.assign(tab, tabs);
}

test("one tab sends, and when it leaves the next one does", async () => {
  const first = join("anna");
  await vi.waitFor(() => expect(first.leads).toBe(1));
  const second = join("anna");
  const third = join("anna");
  first.leave();
  await vi.waitFor(() => expect(second.leads).toBe(1));
  expect(third.leads).toBe(0);
  second.leave();
  await vi.waitFor(() => expect(third.leads).toBe(1));
  third.leave();
});

test("tabs hear one another, and not another person's", async () => {
  const [first, second, stranger] = [join("bo"), join("bo"), join("cy")];
  first.announce({ type: "sent", requestId: "1" });
  await vi.waitFor(() => expect(second.heard).toEqual([{ type: "sent", requestId: "1" }]));
  expect([first.heard, stranger.heard]).toEqual([[], []]);
  for (const tab of [first, second, stranger]) tab.leave();
  first.announce({ type: "changed" });
});
