/** Keeps secrets out of texts and objects that are about to be logged. */

/** Replaces what opens doors: tickets in a query, bearer and Basic credentials, our tokens, passwords in URLs. */
export function scrub(text: string): string {
  return text
    .replace(/([?&](?:jwt|token|ticket|code|invite|setup|password|secret|state)=)[^&\s"'#]*/gi, "$1[secret]")
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, "$1 [secret]")
    .replace(/\bply_[\w-]+/g, "ply_[secret]")
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "[secret]")
    .replace(/(\/(?:invitations|join|reset|password-resets|hooks)\/)[\w-]{16,}/g, "$1[secret]")
    .replace(/(\b[a-z][a-z0-9+]*:\/\/[^\s:/@"]*:)[^\s@/"]+@/gi, "$1[secret]@");
}

export type LoggedError = { type: string; message: string; code?: string; stack?: string; cause?: LoggedError };

/** Of an error: its kind, message, code, stack and causes, scrubbed; no other field, as a driver's may quote rows. */
export function errorSerializer(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: scrub(String(error)) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    type: error.name,
    message: scrub(error.message),
    ...(code ? { code } : {}),
    ...(error.stack ? { stack: scrub(error.stack) } : {}),
    ...(error.cause !== undefined && depth < 3 ? { cause: errorSerializer(error.cause, depth + 1) } : {}),
  };
}

export type LoggedRequest = { method?: string; url?: string; remoteAddress?: string; origin?: string };

/** Of a request: what was asked and from where; headers stay out, but for the origin. */
export function requestSerializer(request: unknown): LoggedRequest {
  if (typeof request !== "object" || request === null) return {};
  const logged: LoggedRequest = {};
  if ("method" in request && typeof request.method === "string") logged.method = request.method;
  if ("url" in request && typeof request.url === "string") logged.url = scrub(request.url);
  if (
    "headers" in request &&
    typeof request.headers === "object" &&
    request.headers !== null &&
    "origin" in request.headers
  )
    logged.origin = scrub(String(request.headers.origin));
  if (
    "socket" in request &&
    typeof request.socket === "object" &&
    request.socket !== null &&
    "remoteAddress" in request.socket
  )
    logged.remoteAddress = String(request.socket.remoteAddress);
  return logged;
}
