// Adds to package-lock.json the packages of other platforms that `npm install` left out.
//
// A registry (or a mirror) that does not carry every platform's native package makes npm write a lock that `npm ci`
// then rejects: "Missing: @biomejs/cli-android-arm64 from lock file". Name, version and platform are enough; npm skips
// the entry where the platform does not apply. Run it after every `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];

for (const [path, dependent] of Object.entries(lock.packages)) {
  if (path === "") continue;
  for (const [name, version] of Object.entries(dependent.optionalDependencies ?? {})) {
    if (lock.packages[`${path}/node_modules/${name}`] || lock.packages[`node_modules/${name}`]) continue;
    lock.packages[`node_modules/${name}`] = {
      version: exact(name, version),
      ...(dependent.dev ? { dev: true } : {}),
      ...platform(name),
      optional: true,
    };
    added.push(name);
  }
}

if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length > 0 ? `Added to package-lock.json: ${added.join(", ")}` : "package-lock.json is complete.");

function exact(name, version) {
  if (/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) return version;
  throw new Error(`${name} is wanted as "${version}", which is no exact version: add it to the lock by hand.`);
}

/** What the name says, as such packages are named alike: `…-linux-x64-musl`. */
function platform(name) {
  if (name.endsWith("-wasm32-wasi")) return { cpu: ["wasm32"] };
  const [, os, cpu, abi] = /-(android|darwin|freebsd|linux|win32)-(arm64|arm|x64|ia32)(?:-(\w+))?$/.exec(name) ?? [];
  if (!os) throw new Error(`The platform of ${name} is not in its name: add it to the lock by hand.`);
  const libc = os === "linux" && abi === "musl" ? { libc: ["musl"] } : abi === "gnu" ? { libc: ["glibc"] } : {};
  return { cpu: [cpu], ...libc, os: [os] };
}
