/** next-auth's part of identity: the forms' protocol, the provider's, and the cookie. Whom to let in, the facade decides. */
import type { AuthOptions, Profile, User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { facade, type SignIn } from "#server/facade.ts";

/** For one request, as a sign-in notes the browser that it came from. */
export function authOptions(request: Request): AuthOptions {
  const { settings, visitor, signOut } = facade();
  const userAgent = request.headers.get("user-agent") ?? "";
  return {
    secret: settings.authSecret,
    useSecureCookies: settings.secureCookies,
    // The cookie only names a session, and may outlive it: whether one counts is decided by its row, at each use.
    session: { strategy: "jwt", maxAge: settings.sessionSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [credentials(userAgent), ...(settings.oidc ? [oidc(settings.oidc)] : [])],
    callbacks: {
      signIn: async ({ user, account, profile }) => account?.provider !== "oidc" || admit(user, profile, userAgent),
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: sessionIdOf(user) } : { sub: token.sub, sid: token.sid }),
      // An ended session's cookie is a stranger's, here as everywhere.
      session: async ({ session }) => {
        const found = await visitor(request.headers.get("cookie"));
        return found ? { ...session, user: { name: found.user.name } } : { expires: session.expires };
      },
    },
    events: {
      signOut: async ({ token }) => {
        const sid = z.uuid().safeParse(token?.sid);
        if (sid.success) await signOut(sid.data);
      },
    },
    // Its debug log has tokens and passwords in it.
    debug: false,
  };
}

const credentials = (userAgent: string) =>
  Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (input, { headers }) => {
      const typed = z.object({ email: z.string().max(300), password: z.string().max(300) }).safeParse(input);
      if (!typed.success) return null;
      const address = z.string().catch("unknown").parse(headers?.["x-parley-address"]);
      try {
        const signedIn = await facade().signIn({ ...typed.data, address, userAgent });
        return signedIn && toUser(signedIn);
      } catch (error) {
        // The page is told the code of a refusal, and nothing of what else may have gone wrong.
        throw new Error(codeOf(error));
      }
    },
  });

/** What a sign-in made rides on next-auth's user from here to the `jwt` callback. */
type SignedInUser = User & { sessionId?: string };

const toUser = ({ userId, sessionId, name }: SignIn): SignedInUser => ({ id: userId, name, sessionId });
const sessionIdOf = (user: SignedInUser): string | undefined => user.sessionId;

/** next-auth bundles its own copy of our error class, so what it is is told by its code. */
const codeOf = (error: unknown): string =>
  z.object({ code: z.enum(["rateLimited", "overloaded"]) }).safeParse(error).data?.code ?? "internal";

type Provider = NonNullable<ReturnType<typeof facade>["settings"]["oidc"]>;

/** OpenID Connect's discovery, code flow with PKCE, state and nonce; who it is is read from the signed ID token. */
const oidc = ({ name, issuer, clientId, clientSecret }: Provider): OAuthConfig<Profile> => ({
  id: "oidc",
  type: "oauth",
  name,
  wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  authorization: { params: { scope: "openid email profile" } },
  clientId,
  clientSecret,
  checks: ["pkce", "state", "nonce"],
  idToken: true,
  profile: ({ sub = "" }) => ({ id: sub }),
});

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().nullish(),
  email_verified: z.union([z.boolean(), z.stringbool()]).catch(false),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
});

/** Puts our user in the place of the provider's, which the `jwt` callback gets as the same object. */
async function admit(user: SignedInUser, profile: Profile | undefined, userAgent: string): Promise<boolean> {
  const claims = claimsSchema.safeParse(profile);
  if (!claims.success) return false;
  const { sub, email = null, email_verified, name, preferred_username } = claims.data;
  const signedIn = await facade().signInOidc({
    subject: sub,
    email,
    emailVerified: email_verified,
    name: name || preferred_username || email?.split("@")[0] || "",
    userAgent,
  });
  if (!signedIn) return false;
  Object.assign(user, toUser(signedIn));
  return true;
}
