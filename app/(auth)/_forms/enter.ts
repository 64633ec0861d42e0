import { getCsrfToken } from "next-auth/react";
import * as z from "zod/mini";
import type { Translator } from "#app/_text/translator.ts";

/** Where next-auth would lead: an `error` in its query says that it let nobody in. */
const answerSchema = z.object({ url: z.url() });

/**
 * Signs in with e-mail and password; a sentence where that failed, null where the session stands. Not by next-auth's
 * own `signIn`, which leaves the page, and what was typed, where the server cannot be reached.
 */
export async function enter(t: Translator, email: string, password: string): Promise<string | null> {
  try {
    const csrfToken = await getCsrfToken();
    if (!csrfToken) return t("errors.network");
    const form = { csrfToken, email, password, callbackUrl: window.location.origin, json: "true" };
    const response = await fetch("/api/auth/callback/credentials", { method: "POST", body: new URLSearchParams(form) });
    const answer = answerSchema.safeParse(await response.json());
    const error = answer.success ? new URL(answer.data.url).searchParams.get("error") : "unreadable";
    if (response.ok && error === null) return null;
    if (error === "rateLimited") return t("errors.rateLimited");
    if (error === "CredentialsSignin") return t("auth.wrong");
    return t("errors.unexpected");
  } catch {
    return t("errors.network");
  }
}
