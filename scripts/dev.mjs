// `npm run dev`: pages reload by themselves (Next); a change of the server's code starts the server again.
import "./lib/require-node.mjs";
import { ensureGenerated } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { entry } from "./lib/run.mjs";
import { spawnServer, whenAskedToStop } from "./lib/serve.mjs";
import { watchSources } from "./lib/watch.mjs";

await entry(async () => {
  await ensureInstalled();
  await ensureGenerated();

  let server;
  /** Why the server ends, where we ended it. */
  let ending;

  const start = () => {
    server = spawnServer(process.argv.slice(2), { NODE_ENV: "development" });
    server.once("exit", (code) => {
      server = undefined;
      if (ending === "stop") process.exit(code ?? 1);
      if (ending === undefined) console.error("The server ended; it starts again after the next change.");
    });
  };

  const restart = async () => {
    ending = "restart";
    if (server) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    }
    try {
      await ensureGenerated();
      ending = undefined;
      start();
    } catch (error) {
      console.error(error.message);
    }
  };

  start();
  let restarting = Promise.resolve();
  watchSources(["server", "contract", "prisma"], (path) => {
    console.log(`${path} changed: starting the server again.`);
    restarting = restarting.then(restart);
  });
  whenAskedToStop((signal) => {
    ending = "stop";
    if (server) server.kill(signal);
    else process.exit(0);
  });
});
