/** A way that is loaded when it is first tried. */
import { type Link, LinkLost, type OpenLink } from "./transport.ts";

export const later =
  (load: () => Promise<OpenLink>): OpenLink =>
  (handlers): Link => {
    let link: Link | null = null;
    let closed = false;
    load().then(
      (open) => {
        if (!closed) link = open(handlers);
      },
      () => {
        if (!closed) handlers.closed("lost");
      },
    );
    return {
      send: (command) => link?.send(command) ?? Promise.reject(new LinkLost()),
      close() {
        closed = true;
        link?.close();
      },
    };
  };
