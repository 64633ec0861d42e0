import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { errorBody } from "#contract/envelope.ts";
import { errorCodes } from "#contract/errors.ts";
import de from "./messages/de.json";
import { issueAt, sentence } from "./sentence.ts";

const t = createTranslator({ locale: "de", messages: de });

describe("what a refusal says", () => {
  test.each(errorCodes)("%s is told in the reader's language, never in the server's words", (code) => {
    const said = sentence(t, { error: errorBody(code, "The server's words."), status: 400 });
    expect(Object.values(de.errors)).toContain(said);
  });

  test("what was tried gives a code its meaning", () => {
    const error = errorBody("conflict", "There is an account with this e-mail already. Sign in instead.");
    expect(sentence(t, { error, status: 409 }, "accounts.create")).toBe(de.errors.emailTaken);
    expect(sentence(t, { error, status: 409 }, "tokens.create")).toBe(de.errors.tooManyTokens);
    expect(sentence(t, { error }, "setPresence")).toBe(de.errors.conflict);
  });

  test("a server that did not answer is not the reader's fault", () => {
    expect(sentence(t, { error: errorBody("conflict", ""), status: 0 }, "accounts.create")).toBe(de.errors.network);
  });

  test("a field that was refused says what it takes", () => {
    const error = errorBody("invalidPayload", "", { issues: [{ path: "email", message: "Invalid email address" }] });
    expect(issueAt(t, error, "email")).toBe(de.errors.fields.email);
    expect(issueAt(t, error, "name")).toBeUndefined();
  });
});
