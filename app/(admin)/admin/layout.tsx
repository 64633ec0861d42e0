import { headers } from "next/headers";
import type { ReactNode } from "react";
import { requireAdminAt } from "#app/_server/admin.ts";
import { adminMessages } from "#app/_server/translations.ts";
import { MoreTexts } from "#app/_text/more-texts.tsx";
import { AdminApp } from "./_frame/admin-app.tsx";

/** Who looks after the workspace does it here: a document of its own, so that the chat carries none of it. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  const { user, workspace } = await requireAdminAt(asked.get("x-address") ?? "/admin");
  return (
    <MoreTexts messages={{ admin: await adminMessages() }}>
      <AdminApp visitor={user} workspace={workspace} nonce={asked.get("x-nonce") ?? undefined}>
        {children}
      </AdminApp>
    </MoreTexts>
  );
}
