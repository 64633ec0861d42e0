import { headers } from "next/headers";
import type { ReactNode } from "react";
import { firstAnswers } from "#app/_server/first-answers.ts";
import { visitor } from "#app/_server/visitor.ts";
import { ChatApp } from "./_shell/chat-app.tsx";

/** The chat is one client application; its pages say only who may see them, so that every address survives a reload. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const found = await visitor();
  if (!found) return children;
  return (
    <>
      <ChatApp
        visitor={found.user}
        workspace={found.workspace}
        epoch={found.epoch}
        nonce={(await headers()).get("x-nonce") ?? undefined}
        first={await firstAnswers(found.user.id)}
      />
      {children}
    </>
  );
}
