// `npm start`: from a fresh clone to a running server. What was done for this version before is not done again.
import "./lib/require-node.mjs";
import { ensureBuilt, ensureGenerated } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry } from "./lib/run.mjs";
import { spawnServer, whenAskedToStop } from "./lib/serve.mjs";

await entry(async () => {
  await ensureInstalled();
  await ensureGenerated();
  await ensureBuilt();
  const server = spawnServer(process.argv.slice(2), { NODE_ENV: "production" });
  whenAskedToStop((signal) => server.kill(signal));
  server.once("exit", (code, signal) => {
    process.exit(code ?? (signal === "SIGINT" ? 130 : 1));
  });
});
