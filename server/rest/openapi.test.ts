import { expect, test } from "vitest";
import { z } from "zod";
import { restRoutes } from "#contract/rest.ts";
import { openApi } from "./openapi.ts";

const documented = openApi("https://chat.example.org");
const text = JSON.stringify(documented);
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(["path", "query"]), required: z.boolean(), schema: z.looseObject({}) }),
  ),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  requestBody: z
    .object({
      content: z.union([
        z.strictObject({ "application/json": z.object({ schema: z.looseObject({ type: z.string() }) }) }),
        z.record(z.string().startsWith("image/"), z.strictObject({})),
      ]),
    })
    .optional(),
  responses: z.looseObject({ default: z.object({ $ref: z.literal("#/components/responses/Problem") }) }),
});
const schema = z.object({
  openapi: z.literal("3.1.1"),
  info: z.object({ title: z.string(), version: z.string() }).loose(),
  servers: z.array(z.object({ url: z.url() })),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operationSchema),
  ),
  components: z.object({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), z.looseObject({})),
    responses: z.looseObject({}),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.string() })),
  }),
});
const document = schema.parse(documented);

test.each(Object.entries(restRoutes))("%s is described as it is routed", (id, route) => {
  const operation = Object.entries(document.paths[route.path] ?? {}).find(
    ([method]) => method === route.method.toLowerCase(),
  )?.[1];
  expect(operation).toMatchObject({ operationId: id, summary: route.summary });
  const inPath = operation?.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  expect(inPath).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  expect(operation?.requestBody !== undefined).toBe("body" in route);
  expect(operation?.responses[route.status]).toBeDefined();
  expect(operation?.security.length).toBe({ none: 0, identity: 2, identityOrBasic: 3 }[route.auth]);
});

test("nothing else is described", () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
  expect(operations).toHaveLength(Object.keys(restRoutes).length);
});

test("every reference leads somewhere, and nothing points into a schema's own definitions", () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = ""]) => reference);
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) {
    const found = reference
      .replace("#/", "")
      .split("/")
      .reduce<unknown>((node, key) => z.record(z.string(), z.unknown()).safeParse(node).data?.[key], documented);
    expect(found, reference).toBeDefined();
  }
  expect(text).not.toContain("$defs");
  for (const { security } of Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .filter((each) => each !== undefined))
    for (const scheme of security.flatMap(Object.keys))
      expect(document.components.securitySchemes).toHaveProperty(scheme);
});

test("pictures are sent and answered as they are, and not as JSON", () => {
  const content = { "image/jpeg": {}, "image/png": {}, "image/webp": {} };
  expect(document.paths["/me/picture"]?.put?.requestBody).toEqual({ content });
  expect(document.paths["/users/{id}/picture/{digest}"]?.get?.responses[200]).toMatchObject({
    content: { "image/webp": {} },
  });
});

test("query parameters say what they take", () => {
  const limit = document.paths["/rooms/{room}/messages"]?.get?.parameters.find(({ name }) => name === "limit");
  expect(limit).toMatchObject({ in: "query", required: false, schema: { type: "integer", default: 50, maximum: 200 } });
  const since = document.paths["/rooms/{room}/changes"]?.get?.parameters.find(({ name }) => name === "since");
  expect(since).toMatchObject({ required: true });
});

test("the cookie is named as the public URL's scheme has it", () => {
  expect(document.components.securitySchemes.session).toMatchObject({ name: "__Secure-next-auth.session-token" });
});
