/** Finds a request's route in the table. */
import { isId } from "#contract/entities.ts";
import { type RestRoute, type RouteId, restRoutes } from "#contract/rest.ts";

type Match =
  | { readonly kind: "route"; readonly id: RouteId; readonly params: Record<string, string> }
  /** The path is known, the method is not: these are. */
  | { readonly kind: "method"; readonly allow: readonly string[] }
  | { readonly kind: "unknown" };

type Pattern = { readonly id: RouteId; readonly method: RestRoute["method"]; readonly segments: readonly string[] };

const patterns: readonly Pattern[] = Object.entries(restRoutes).map(([id, { method, path }]) => ({
  id: id as RouteId,
  method,
  segments: path.split("/").slice(1),
}));

/** `path` is without `/api/v1`, still percent-encoded. HEAD is answered by what answers GET. */
export function match(method: string, path: string): Match {
  const parts = path.split("/").slice(1);
  const found = patterns.flatMap((pattern) => {
    const params = paramsOf(pattern.segments, parts);
    return params ? [{ pattern, params }] : [];
  });
  // A literal segment wins: `/me/sessions` is no `/me/{id}`.
  const best = Math.min(...found.map(({ params }) => Object.keys(params).length));
  const candidates = found.filter(({ params }) => Object.keys(params).length === best);
  if (candidates.length === 0) return { kind: "unknown" };
  const wanted = method === "HEAD" ? "GET" : method;
  const hit = candidates.find(({ pattern }) => pattern.method === wanted);
  if (hit) return { kind: "route", id: hit.pattern.id, params: hit.params };
  const methods = candidates.map(({ pattern }) => pattern.method);
  return { kind: "method", allow: [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"] };
}

/** Null where the path is another's. An id that cannot be one, or a segment that cannot be decoded, matches nothing. */
function paramsOf(segments: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (segments.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? "";
    if (!segment.startsWith("{")) {
      if (segment !== part) return null;
      continue;
    }
    const name = segment.slice(1, -1);
    const value = decode(part);
    if (value === null || value === "" || value.length > 100 || value.includes("\u0000")) return null;
    if ((name === "id" || name.endsWith("Id")) && !isId(value)) return null;
    params[name] = value;
  }
  return params;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
