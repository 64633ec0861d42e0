/** `npm run bench -- <name> [seconds]`: runs one scenario and prints what it measured. */
import { writes } from "./writes.ts";

const scenarios: Record<string, (seconds: number) => Promise<void>> = { writes };

const [name = "", seconds = "10"] = process.argv.slice(2);
const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
if (!scenario || !(Number(seconds) > 0)) {
  process.stderr.write(`Usage: npm run bench -- <${Object.keys(scenarios).join("|")}> [seconds]\n`);
  process.exitCode = 1;
} else await scenario(Number(seconds));
