/** The gateway's one entry: whatever comes in over a transport or by POST leaves here as exactly one reply (ENV-2). */
import { type Action, actionTable } from "#contract/commands.ts";
import {
  type Command,
  type CommandEnvelope,
  type Decoded,
  decode,
  errorBody,
  failure,
  type Reply,
  success,
} from "#contract/envelope.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { Attempts } from "#server/auth/attempts.ts";
import type { Domain } from "#server/domain/domain.ts";
import { DomainError, notFound } from "#server/domain/errors.ts";
import type { Gate } from "#server/domain/gate.ts";
import type { Cause } from "#server/domain/ports.ts";
import { BucketMap } from "#server/domain/rate-limit.ts";
import { preciseNow } from "#server/observability/precise-time.ts";
import type { Concerned } from "#server/observability/report.ts";
import type { Tracing } from "#server/observability/tracing.ts";
import type { Caller } from "./caller.ts";
import type { Connection } from "./connection.ts";
import { connectionActions, isConnectionCommand } from "./connection-actions.ts";
import { fits, type Incoming, isLarge } from "./frame-size.ts";
import { type Gateway, visitOf } from "./gateway.ts";
import { withTimeout } from "./with-timeout.ts";

/** Commands of one connection under way at once. */
const maxInFlight = 1_000;
const maxBadFramesPerMinute = 10;
/** Commands of a user refused by the rate limit within a minute, after which a connection that goes on is closed as flooding. */
const maxRefusalsPerMinute = 200;
/** Typing and presence go to everyone who shares a room: how often one person may say so, in all their tabs together. */
const ephemeral = { perSecond: 5, burst: 15 };

/** One person's, whichever way they ask; REST counts there too. */
type Rates = { readonly messages: Attempts; readonly reads: Gate };

export class Entry {
  readonly #gateway: Gateway;
  readonly #domain: Domain;
  readonly #onError: OnError;
  readonly #tracing: Tracing;
  readonly #rates: Rates;
  readonly #postedCommands: BucketMap;
  readonly #ephemeral: BucketMap;

  constructor(options: { gateway: Gateway; domain: Domain; rates: Rates; onError: OnError; tracing: Tracing }) {
    this.#tracing = options.tracing;
    this.#gateway = options.gateway;
    this.#domain = options.domain;
    this.#onError = options.onError;
    const limits = options.gateway.limits;
    this.#rates = options.rates;
    this.#postedCommands = new BucketMap(limits.commandsPerSecond, limits.commandsBurst);
    const lifted = limits.commandsPerSecond === null;
    this.#ephemeral = new BucketMap(lifted ? null : ephemeral.perSecond, ephemeral.burst);
  }

  /** One frame, which is read at most once. Never rejects; `payloadTooLarge` is what a socket is closed for. */
  async receive(caller: Caller, incoming: Incoming): Promise<Reply> {
    const receivedMs = preciseNow();
    const read = this.#read(caller, incoming);
    const reply = await this.#reply(caller, read, receivedMs);
    const ms = preciseNow() - receivedMs;
    const result = reply.ok ? "ok" : reply.error.code;
    const { measures, journal } = this.#gateway;
    measures.answered(read.action, result, ms / 1000);
    journal.answered(
      () => ({ ...concerned(caller, reply.requestId), action: read.action, result, ms: Math.round(ms) }),
      result,
    );
    return reply;
  }

  async #reply(caller: Caller, read: Read, receivedMs: number): Promise<Reply> {
    if ("command" in read) return this.#trace(caller, read.command, receivedMs);
    return "envelope" in read ? this.#callRoute(caller, read.envelope) : read.refusal;
  }

  #trace(caller: Caller, command: Command, receivedMs: number): Promise<Reply> {
    const { action, requestId } = command;
    return this.#tracing.command({ action, request: requestId, connection: caller.connection?.id }, (traceparent) =>
      this.#carryOut(caller, command, { receivedMs, traceparent }),
    );
  }

  #read(caller: Caller, { bytes, read }: Incoming): Read {
    const { connection } = caller;
    const { limits } = this.#gateway;
    if (connection) connection.lastActiveAt = new Date();
    const wait = this.#takeCommand(caller);
    if (wait > 0 && connection) this.#countRefusal(connection);
    // Reading what is large costs more than refusing it, also that it says which request it was.
    if (wait > 0 && isLarge(bytes, limits)) return refusal(null, tooMany(wait));
    const value = bytes > limits.syncFrameBytes ? undefined : read();
    if (!fits(bytes, limits, value)) return refusal(null, errorBody("payloadTooLarge", "The command is too large."));
    // A frame is an object: a text in it is not parsed again.
    const decoded = decode(typeof value === "object" ? value : undefined);
    const requestId = requestIdOf(decoded);
    const action = decoded.ok ? decoded.command.action : "other";
    if (wait > 0) return refusal(requestId, tooMany(wait), action);
    if (decoded.ok) return { action: decoded.command.action, command: decoded.command };
    if (decoded.unknown && this.#gateway.routes.knows(decoded.unknown.action))
      return { action: "other", envelope: decoded.unknown };
    if (decoded.unknown)
      return refusal(requestId, errorBody("unknownAction", `There is no action "${decoded.unknown.action}".`));
    if (decoded.error.code === "badEnvelope") this.#countBadFrame(connection);
    return refusal(requestId, decoded.error);
  }

  #takeCommand({ connection, identity }: Caller): number {
    const now = Date.now();
    return connection ? connection.commands.take(now) : this.#postedCommands.take(identity.actor.id, now);
  }

  #countRefusal(connection: Connection): void {
    const { admission } = this.#gateway;
    if (admission.refused(connection.actor.id) < maxRefusalsPerMinute) return;
    connection.close(4429, admission.pause(connection.actor.id));
  }

  #countBadFrame(connection: Connection | undefined): void {
    if (!connection || connection.badFrames.add(Date.now()) < maxBadFramesPerMinute) return;
    // After the reply to the last of them.
    setImmediate(() => connection.close(4400));
  }

  #carryOut(caller: Caller, command: Command, cause: Cause): Promise<Reply> {
    return this.#bounded(caller, command, () => {
      if (command.action === "setTyping" || command.action === "setPresence") this.#countEphemeral(caller);
      if (command.action === "sendMessage") this.#rates.messages.count(caller.identity.actor.id);
      return this.#dispatch(caller, command, cause);
    });
  }

  #callRoute(caller: Caller, envelope: CommandEnvelope): Promise<Reply> {
    const { connection, identity } = caller;
    const visit = connection && visitOf(connection);
    return this.#bounded(caller, envelope, () =>
      this.#gateway.routes.call(connection?.actor ?? identity.actor, visit, envelope),
    );
  }

  async #bounded(caller: Caller, command: Named, work: () => Promise<unknown>): Promise<Reply> {
    const { connection } = caller;
    if (connection && connection.inFlight >= maxInFlight)
      return failure(command.requestId, errorBody("overloaded", "Too many commands at once.", { retryAfterMs: 1_000 }));
    if (connection) connection.inFlight += 1;
    try {
      return success(command.requestId, await withTimeout(work()));
    } catch (error) {
      return failure(command.requestId, this.#bodyOf(error, caller, command));
    } finally {
      if (connection) connection.inFlight -= 1;
    }
  }

  #countEphemeral({ identity }: Caller): void {
    const retryAfterMs = this.#ephemeral.take(identity.actor.id, Date.now());
    if (retryAfterMs > 0) throw new DomainError("rateLimited", tooFast, { retryAfterMs });
  }

  #dispatch(caller: Caller, command: Command, cause: Cause): Promise<unknown> {
    const actor = caller.connection?.actor ?? caller.identity.actor;
    const ref = command.roomId;
    if (ref === undefined || !actionTable[command.action].room) return this.#act(caller, { command, cause }, undefined);
    const { reads } = this.#gateway;
    const resolve = async () => {
      const roomId = await reads.resolveRoom(actor.workspaceId, ref);
      if (roomId === null) throw notFound();
      return roomId;
    };
    const act = (roomId: string) => this.#act(caller, { command, cause }, roomId);
    if (!caller.connection) return resolve().then(act);
    // Thread replies change their parent too, which the writer's batches don't do: they take the slow lane.
    const pipelined = command.action === "sendMessage" && command.payload.threadSeq === undefined;
    return caller.connection.lanes.run(
      reads.knownRoom(actor.workspaceId, ref),
      resolve,
      pipelined ? "pipelined" : "alone",
      act,
    );
  }

  async #act(caller: Caller, { command, cause }: Caused, roomId: string | undefined): Promise<unknown> {
    if (isConnectionCommand(command)) return connectionActions(this.#gateway, caller, command, roomId);
    const actor = caller.connection?.actor ?? caller.identity.actor;
    const dispatch = () => this.#domain.dispatch(actor, { ...command, roomId }, cause);
    const result = await (command.action === "sync" ? this.#rates.reads.run(actor.id, dispatch) : dispatch());
    if (command.action === "sendMessage" && roomId) this.#gateway.typing.set(roomId, actor.id, false);
    return result;
  }

  #bodyOf(error: unknown, caller: Caller, { requestId, action }: Named): ErrorBody {
    if (error instanceof DomainError) {
      const { code, message, retryAfterMs, issues } = error;
      return errorBody(code, message, {
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(issues ? { issues } : {}),
      });
    }
    this.#onError(error, { ...concerned(caller, requestId), action });
    return errorBody("internal", "Something went wrong here. Try again.");
  }
}

type OnError = (error: unknown, about?: Concerned) => void;

/** Whom and what a line in the log is about. */
const concerned = ({ connection, identity }: Caller, request: string | null) => ({
  connection: connection?.id,
  user: identity.actor.id,
  request,
});

type Read =
  | { readonly action: Action; readonly command: Command }
  /** One that an operator's route answers. */
  | { readonly action: "other"; readonly envelope: CommandEnvelope }
  | { readonly action: Action | "other"; readonly refusal: Reply };
type Named = Pick<CommandEnvelope, "action" | "requestId">;
type Caused = { readonly command: Command; readonly cause: Cause };

const refusal = (requestId: string | null, error: ErrorBody, action: Action | "other" = "other"): Read => ({
  action,
  refusal: failure(requestId, error),
});

function requestIdOf(decoded: Decoded): string | null {
  if (decoded.ok) return decoded.command.requestId;
  return decoded.unknown ? decoded.unknown.requestId : decoded.requestId;
}

const tooFast = "Too fast. Try again in a moment.";
const tooMany = (retryAfterMs: number): ErrorBody => errorBody("rateLimited", tooFast, { retryAfterMs });
