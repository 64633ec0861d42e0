/** What a route's handler is given and gives back; its shapes are the table's, in contract/rest.ts. */
import type { RestAnswer, RestBody, RestQuery, RouteId, restRoutes } from "#contract/rest.ts";
import type { Auth } from "#server/auth/create-auth.ts";
import type { Identity, RequestIdentity } from "#server/auth/identity.ts";
import type { IdentityStore } from "#server/domain/account-ports.ts";
import type { Domain } from "#server/domain/domain.ts";
import type { IntegrationStore } from "#server/domain/integration-ports.ts";
import type { LiveConnections } from "#server/domain/live-connections.ts";
import type { Concerned } from "#server/observability/report.ts";
import type { EncodePicture } from "#server/pictures/picture-encoder.ts";
import type { Rates } from "./rates.ts";

type AuthOf<R extends RouteId> = (typeof restRoutes)[R]["auth"];
type PathParams<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParams<Rest> : never;

export type Call<R extends RouteId> = {
  readonly params: Readonly<Record<PathParams<(typeof restRoutes)[R]["path"]>, string>>;
  readonly query: RestQuery<R>;
  readonly body: RestBody<R>;
  readonly identity: AuthOf<R> extends "none" ? null : AuthOf<R> extends "identityOrBasic" ? RequestIdentity : Identity;
  /** Of the client, as found behind the trusted proxies. */
  readonly address: string;
};

/** `200` in place of the table's `201`: what was asked for is there already. */
export class Already<T> {
  readonly answer: T;
  constructor(answer: T) {
    this.answer = answer;
  }
}

/** Throws `DomainError` to refuse. */
export type Handler<R extends RouteId> = (call: Call<R>) => Promise<RestAnswer<R> | Already<RestAnswer<R>>>;
export type Handlers = { readonly [R in RouteId]: Handler<R> };

export type RestDeps = {
  readonly settings: {
    readonly publicUrl: string;
    readonly registration: "invite" | "open" | "closed";
    readonly setupRequired: boolean;
    readonly oidcName: string | undefined;
  };
  readonly auth: Auth;
  readonly store: IdentityStore;
  readonly integrations: IntegrationStore;
  readonly domain: Domain;
  readonly connections: LiveConnections;
  readonly rates: Rates;
  readonly encodePicture: EncodePicture;
  /** Called with what went wrong inside; the caller is told nothing but `internal`. */
  readonly onError: (error: unknown, about?: Concerned) => void;
};
