import { openOffice } from "#test/support/colleagues.ts";
import { startOidcProvider } from "#test/support/oidc-provider.ts";
import { expect, test } from "./story.ts";

test("with OpenID Connect one signs in by the company's button, finds the first room, and comes back as the same person", async ({
  serve,
  browse,
}) => {
  const provider = await startOidcProvider();
  const { issuer, clientId, clientSecret } = provider;
  const server = await serve({
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: "Acme ID",
      REGISTRATION: "open",
    },
  });
  await openOffice(server);
  provider.next({ sub: "bo-1", email: "bo@acme.example", email_verified: true, name: "Bo Svensson" });

  for (const visit of ["first", "second"]) {
    const page = await browse({ baseURL: server.url });
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Acme ID" }).click();
    await expect(page.getByRole("button", { name: /Bo Svensson.*Menu$/s }), visit).toBeVisible({ timeout: 30_000 });
  }
  const stranger = await browse({ baseURL: server.url });
  await stranger.goto("/sign-in");
  const me = await stranger.request.get("/api/v1/me");
  expect(me.status()).toBe(401);
  await provider.stop();
});
