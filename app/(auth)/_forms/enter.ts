import { signIn } from "next-auth/react";
import { text } from "#app/_text/en.ts";
import type { ErrorBody } from "#contract/errors.ts";

/** Signs in with e-mail and password; a sentence where that failed, null where the session stands. */
export async function enter(email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { email, password, redirect: false });
    if (result?.ok && !result.error) return null;
    if (result?.error === "rateLimited") return text.errors.rateLimited;
    if (result?.error === "CredentialsSignin") return text.auth.wrong;
    return text.errors.unexpected;
  } catch {
    return text.errors.network;
  }
}

/** Of a refused form: what to say at this field. */
export const issueAt = (error: ErrorBody | null, field: string): string | undefined =>
  error?.issues?.find((issue) => issue.path === field)?.message;
