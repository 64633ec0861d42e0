/**
 * Calls `gone` once when the process that started us has ended, even by kill -9. `npm start` holds an IPC channel to
 * the server for this alone; started by hand, there is none, and nothing is watched.
 */
export function onParentGone(gone: () => void): void {
  if (!process.connected) return;
  process.once("disconnect", gone);
  process.channel?.unref();
}
