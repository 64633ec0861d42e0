/** How much one person may read at once, so that nobody takes every connection of the database. */
import { createGate, type Gate } from "./gate.ts";

const busy = "Too much is being read at once. Try again in a moment.";
/** A quarter of the pool; a browser opens about as many requests to one host. */
const atOnce = 5;

/** Behind those: what twenty tabs ask for when they come back together. */
export const createReadGate = (): Gate => createGate({ atOnce, maxWaiting: 64, busy });

/** Pictures have a gate of their own: a page asks for all the faces on it at once, and its words must not wait behind them. */
export const createPictureGate = (): Gate => createGate({ atOnce, maxWaiting: 1_000, busy });
