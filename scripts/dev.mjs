// `npm run dev`: pages reload by themselves (Next); a change of the server's code starts the server again.
import "./lib/require-node.mjs";
import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { ensureGenerated } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry, root } from "./lib/run.mjs";
import { spawnServer, whenAskedToStop } from "./lib/serve.mjs";

const watched = ["server", "contract", "prisma"];
/** An editor's "save all" is one change. */
const settleMs = 200;

await entry(async () => {
  ensureInstalled();
  await ensureGenerated();

  let server;
  let wanted = true;
  const start = () => {
    server = spawnServer(process.argv.slice(2), { NODE_ENV: "development" });
    server.once("exit", (code) => {
      if (!wanted) process.exit(code ?? 1);
      if (code !== 0) console.error("The server ended; it starts again after the next change.");
      server = undefined;
    });
  };

  const restart = async () => {
    if (server) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    }
    try {
      await ensureGenerated();
      start();
    } catch (error) {
      console.error(error.message);
    }
  };

  start();
  let settling;
  let restarting = Promise.resolve();
  for (const folder of watched.map((name) => join(root, name)).filter(existsSync)) {
    watch(folder, { recursive: true }, (_event, path) => {
      if (!path || path.includes("generated") || /\.test\.tsx?$/.test(path) || !/\.(ts|prisma|sql)$/.test(path)) return;
      clearTimeout(settling);
      settling = setTimeout(() => {
        console.log(`${path} changed: starting the server again.`);
        restarting = restarting.then(restart);
      }, settleMs);
    });
  }
  whenAskedToStop((signal) => {
    wanted = false;
    if (server) server.kill(signal);
    else process.exit(0);
  });
});
