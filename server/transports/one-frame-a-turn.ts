/**
 * A WebSocket server that handles one frame of each socket in a turn of the event loop. By itself ws handles everything
 * that one reading brought, and everybody else waits for the three hundred frames of whoever floods.
 */
import { type ServerOptions, WebSocketServer } from "ws";

export class OneFrameATurn extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, allowSynchronousEvents: false });
  }
}
