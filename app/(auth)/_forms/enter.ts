import { signIn } from "next-auth/react";
import type { Translator } from "#app/_text/translator.ts";

/** Signs in with e-mail and password; a sentence where that failed, null where the session stands. */
export async function enter(t: Translator, email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { email, password, redirect: false });
    if (result?.ok && !result.error) return null;
    if (result?.error === "rateLimited") return t("errors.rateLimited");
    if (result?.error === "CredentialsSignin") return t("auth.wrong");
    return t("errors.unexpected");
  } catch {
    return t("errors.network");
  }
}
