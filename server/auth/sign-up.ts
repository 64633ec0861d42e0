/** Making an account (AUTH-6): the first one owns the server, after it the rules of registration hold. */
import type { User } from "#contract/entities.ts";
import type { RestBody } from "#contract/rest.ts";
import type { IdentityStore, NewAccount } from "#server/domain/account-ports.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError, forbidden } from "#server/domain/errors.ts";
import { newId } from "#server/domain/ids.ts";
import { slugify } from "#server/domain/slug.ts";
import { hashPassword } from "./passwords.ts";
import { digestOf } from "./secrets.ts";

export type Registration = "invite" | "open" | "closed";

type Deps = {
  readonly store: IdentityStore;
  readonly registration: Registration;
  /** Where anybody can reach the server, the first account needs the printed link. */
  readonly setupRequired: boolean;
  readonly onNewMember: (actor: Actor) => Promise<void>;
};

export type SignUp = (input: RestBody<"accounts.create">) => Promise<User>;

/**
 * Throws `forbidden` where registration does not let them in, `conflict` where the e-mail has an account: only to
 * someone whose invite works, or where anybody may register, and the edge limits how often one may ask.
 */
export function createSignUp({ store, registration, setupRequired, onNewMember }: Deps): SignUp {
  return async ({ name, email, password, invite, setup, workspaceName = "Parley" }) => {
    const account = async (): Promise<NewAccount> => ({
      id: newId(),
      name,
      email,
      passwordHash: await hashPassword(password),
      oidcSubject: null,
    });
    if (await store.accounts.isEmpty()) {
      if (setupRequired && setup === undefined)
        throw forbidden("The first account needs the set-up link that the server printed when it started.");
      const workspace = { id: newId(), slug: slugify(workspaceName) || "parley", name: workspaceName };
      const secret = setupRequired && setup !== undefined ? digestOf(setup) : null;
      const owner = await store.accounts.createOwner(await account(), workspace, secret);
      if (owner) return owner.user;
    }
    if (registration === "closed") throw forbidden("This server takes no new accounts.");
    if (registration === "invite" && invite === undefined) throw forbidden("An account needs an invite link.");
    const admission =
      invite === undefined ? { kind: "open" as const } : { kind: "invite" as const, digest: digestOf(invite) };
    // Before the costly hash: a wrong invite is cheap to refuse.
    if (admission.kind === "invite" && !(await store.invites.preview(admission.digest)))
      throw new DomainError("forbidden", "This invite link does not work (any more).");
    const created = await store.accounts.create(await account(), admission);
    await onNewMember(created.actor);
    return created.user;
  };
}
