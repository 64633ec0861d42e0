import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Failure, root, run } from "./run.mjs";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const downloadMs = 5 * 60_000;

/** The environment in which Playwright finds a Chromium that starts: one of the machine, else one that is installed now. */
export async function ensureChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (await launches(chosen)) return { CHROMIUM_PATH: chosen };
    throw new Failure(`CHROMIUM_PATH names ${chosen}, which does not start: name another, or unset it.`);
  }
  const present = (await launches()) ? {} : await installed();
  if (present) return present;

  console.log("No Chromium that starts: trying Playwright's own.");
  await run("node_modules/@playwright/test/cli.js", ["install", "chromium"], { show: true, timeoutMs: downloadMs });
  if (await launches()) return {};

  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Playwright's own cannot be had: trying Debian's.");
    apt("update");
    apt("install", "-y", "--no-install-recommends", "chromium");
    const debian = await installed();
    if (debian) return debian;
  }
  throw new Failure(
    "The tests need a Chromium: run `npx playwright install --with-deps chromium`, or install your system's package " +
      "(Debian: `apt-get install chromium`), or name one in CHROMIUM_PATH.",
  );
}

async function installed() {
  for (const path of places) if (existsSync(path) && (await launches(path))) return { CHROMIUM_PATH: path };
  return undefined;
}

async function launches(...path) {
  return (await run("scripts/lib/launch-chromium.mjs", path)).code === 0;
}

function apt(...args) {
  spawnSync("apt-get", args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}
