// Imported first by every script that someone may start with whatever Node they have.
const [major] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(
    `Parley needs Node 20 or newer to start, and this is Node ${process.versions.node}: install a current one.`,
  );
  process.exit(1);
}
