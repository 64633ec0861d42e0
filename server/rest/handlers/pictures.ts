import { notFound } from "#server/domain/errors.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const pictureHandlers = ({ store, domain, encodePicture }: RestDeps) =>
  ({
    "pictures.put": async ({ identity: { actor }, body }) => {
      const picture = await encodePicture(body.bytes);
      const url = `/api/v1/users/${actor.id}/picture/${Buffer.from(picture.digest).toString("hex")}`;
      const { user, changed } = await store.pictures.put(actor.id, { ...picture, url });
      if (changed) await domain.userChanged(user);
      return { user };
    },

    "pictures.delete": async ({ identity: { actor } }) => {
      const { user, changed } = await store.pictures.remove(actor.id);
      if (changed) await domain.userChanged(user);
      return { user };
    },

    "pictures.get": async ({ identity: { actor }, params }) => {
      const digest = /^[0-9a-f]{64}$/.test(params.digest) ? Buffer.from(params.digest, "hex") : null;
      const bytes = digest && (await store.pictures.find(actor, params.id, digest));
      if (!bytes) throw notFound("picture");
      return { type: "image/webp" as const, bytes: new Uint8Array(bytes) };
    },
  }) satisfies Partial<Handlers>;
