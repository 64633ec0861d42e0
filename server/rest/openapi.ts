/** The OpenAPI 3.1 description, made from the same table that routes and parses. */
import { z } from "zod";
import { syncRoomSchema } from "#contract/commands.ts";
import * as entities from "#contract/entities.ts";
import { problemSchema } from "#contract/errors.ts";
import { maxPictureBytes } from "#contract/limits.ts";
import { imageSchema, type RestRoute, restRoutes } from "#contract/rest.ts";
import { sessionCookieName } from "#server/auth/session-cookie.ts";
import { maxBodyBytes } from "./read-body.ts";

type Json = { [key: string]: unknown };

/** What answers are made of, by the names of the protocol. */
const named = {
  User: entities.userSchema,
  Workspace: entities.workspaceSchema,
  Room: entities.myRoomSchema,
  Member: entities.memberSchema,
  Message: entities.messageSchema,
  Changes: syncRoomSchema,
  Problem: problemSchema,
} as const;

const security = {
  identity: [{ token: [] }, { session: [] }],
  identityOrBasic: [{ token: [] }, { session: [] }, { password: [] }],
  none: [],
} as const satisfies Record<RestRoute["auth"], readonly Json[]>;

export function openApi(publicUrl: string): { openapi: string } & Json {
  const paths: Record<string, Json> = {};
  for (const [id, route] of Object.entries(restRoutes))
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(id, route) };
  return {
    openapi: "3.1.1",
    info: {
      title: "Parley",
      version: "1",
      description: `A body is JSON of at most ${maxBodyBytes / 1024} KiB, or a picture of at most ${maxPictureBytes / 1024 / 1024} MiB; times are ISO 8601 in UTC, ids strings, seqs numbers. Answers may have further fields.`,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: { schemas: definitions(), responses: { Problem: problem }, securitySchemes: schemes(publicUrl) },
  };
}

function operation(id: string, route: RestRoute): Json {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return {
    operationId: id,
    summary: route.summary,
    tags: [route.path.split("/")[1]],
    security: security[route.auth],
    parameters: [...names.map(pathParameter), ...(route.query ? queryParameters(route.query) : [])],
    ...(route.body && {
      requestBody: { required: true, content: contentOf(route.body, "input", route.bodyType) },
    }),
    responses: { [route.status]: success(route), default: { $ref: "#/components/responses/Problem" } },
  };
}

/** An image is described by its media type alone (OpenAPI 3.1); this server makes WebP, and reads others, too. */
const contentOf = (schema: z.core.$ZodType, io: "input" | "output", type: "image" | undefined): Json => {
  if (type === undefined) return { "application/json": { schema: toSchema(schema, io) } };
  const types = io === "output" ? ["image/webp"] : imageSchema.shape.type.options;
  return Object.fromEntries(types.map((each) => [each, {}]));
};

const success = ({ status, answer, answerType }: RestRoute): Json =>
  status === 204
    ? { description: "Done" }
    : {
        description: status === 201 ? "Made; `200` where it was there already" : "As asked",
        content: contentOf(answer, "output", answerType),
      };

const pathParameter = (name: string): Json => ({
  name,
  in: "path",
  required: true,
  ...(name === "room" && { description: "A room's id or slug" }),
  schema: { type: "string", ...((name === "id" || name.endsWith("Id")) && { format: "uuid" }) },
});

function queryParameters(query: z.core.$ZodType): Json[] {
  const { properties, required } = queryShape.parse(toSchema(query, "input"));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}
const queryShape = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

const problem: Json = {
  description: "Refused; `code` says why, `status` is the code's.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const schemes = (publicUrl: string): Json => ({
  token: { type: "http", scheme: "bearer", description: "An access token, `ply_…`" },
  session: {
    type: "apiKey",
    in: "cookie",
    name: sessionCookieName(publicUrl),
    description: "A signed-in browser; but for GET and HEAD it counts only from an allowed origin.",
  },
  password: { type: "http", scheme: "basic", description: "E-mail and password" },
});

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });

const definitions = (): Json => convert(z.object(named), "output").$defs ?? {};

function toSchema(schema: z.core.$ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, $defs: _definitions, ...rest } = convert(schema, io);
  return rest;
}

function convert(schema: z.core.$ZodType, io: "input" | "output"): Json & { $defs?: Json } {
  const converted = z.toJSONSchema(schema, {
    io,
    metadata: registry,
    override: ({ jsonSchema }) => {
      // Answers may grow (ENV-4), and a format says what zod's long pattern for it says.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  });
  return JSON.parse(JSON.stringify(converted).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
