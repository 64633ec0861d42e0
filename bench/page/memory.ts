/** An hour of traffic, replayed fast into the open room: what stays in memory afterwards. */
import type { Browser, CDPSession } from "@playwright/test";
import { enterRoom, visit } from "./browser.ts";
import { replay } from "./chatter.ts";
import { smallTalk } from "./history.ts";
import type { Office } from "./office.ts";
import type { Verdict } from "./verdict.ts";

const hour = 3_600;
/** Until caches and windows have the size that they keep. */
const warmUp = 1_200;

type Memory = { readonly heap: number; readonly nodes: number; readonly listeners: number };

export async function measureMemory(browser: Browser, office: Office, verdict: Verdict): Promise<void> {
  verdict.heading(
    `Memory: ${hour.toLocaleString("en")} messages, 360 edits and 720 reactions, replayed into the open room`,
  );
  const there = await visit(browser, office);
  await enterRoom(there, office);
  const texts = smallTalk();
  const opened = await memoryOf(there.cdp);
  const take = async (count: number) => {
    const began = performance.now();
    const last = await replay(office, texts, count);
    await there.page.locator(`[data-seq="${last}"]`).waitFor({ state: "visible", timeout: 60_000 });
    return { after: await memoryOf(there.cdp), seconds: (performance.now() - began) / 1000 };
  };
  const { after: before } = await take(warmUp);
  const { after, seconds } = await take(hour);
  verdict.line(`replayed in ${seconds.toFixed(1)} s, ${Math.round(hour / seconds)} messages a second`);
  verdict.line(`just opened: ${inMemory(opened)}`);
  verdict.line(`before: ${inMemory(before)}`);
  verdict.line(`after: ${inMemory(after)}`);
  verdict.target("heap after : before", after.heap / before.heap, 1.15, times);
  verdict.target("DOM nodes after : before", after.nodes / before.nodes, 1.25, times);
  await there.close();
}

const times = (value: number) => `${value.toFixed(2)} times`;
const inMemory = ({ heap, nodes, listeners }: Memory) =>
  `heap ${(heap / 1024 / 1024).toFixed(1)} MB, ${nodes} DOM nodes, ${listeners} listeners`;

async function memoryOf(cdp: CDPSession): Promise<Memory> {
  // Twice, as what the first finds unreachable may have held other things.
  for (let n = 0; n < 3; n += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}
