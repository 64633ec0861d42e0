/** `npm run bench -- <name> …`: runs one scenario and prints what it measured. */
import { drain, drainings } from "./drain.ts";
import { fairness } from "./fairness.ts";
import { page, pageParts } from "./page.ts";
import { stopped } from "./stopped.ts";
import { writes } from "./writes.ts";

const [name, ...args] = process.argv.slice(2);
const seconds = Number(args[0] ?? 10);
const onlyCheck = args.every((arg) => arg === "--check");
if (name === "writes" && seconds > 0) await writes(seconds);
else if (name === "page" && args.every((arg) => arg === "--check" || pageParts.includes(arg))) await page(args);
else if (name === "drain" && args.every((arg) => drainings.includes(arg))) await drain(args);
else if (name === "stopped" && onlyCheck) await stopped(args);
else if (name === "fairness" && onlyCheck) await fairness(args);
else {
  process.stderr.write(
    `Usage: npm run bench -- writes [seconds]\n       npm run bench -- page [--check] [${pageParts.join("|")}]…\n` +
      `       npm run bench -- drain [${drainings.join("|")}]…\n` +
      "       npm run bench -- stopped [--check]\n       npm run bench -- fairness [--check]\n",
  );
  process.exitCode = 1;
}
