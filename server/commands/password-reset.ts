/** `npm run password-reset -- <email>`: a one-time link to a new password, to be handed over by someone who knows the person. */
import { createResetLink, resetHours } from "#server/auth/links.ts";
import { createIdentityStore } from "#server/store/identity-store.ts";
import { createPool } from "#server/store/pool.ts";
import { createPrisma } from "#server/store/prisma.ts";
import { run, Usage, withDatabase } from "./run.ts";

await run((config, [email]) => {
  if (email === undefined) throw new Usage("Usage: npm run password-reset -- <email>");
  return withDatabase(config, async (url) => {
    const pool = createPool(url, { max: 1 });
    try {
      const store = createIdentityStore(pool, createPrisma(pool));
      const link = await createResetLink(store, config.publicUrl, email);
      if (!link) throw new Usage(`Nobody signs in with the e-mail address ${email}.`);
      return `A new password for ${email}, once and within ${resetHours} hours:\n${link}`;
    } finally {
      await pool.end();
    }
  });
});
