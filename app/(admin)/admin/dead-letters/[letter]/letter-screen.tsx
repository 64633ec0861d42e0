"use client";
import { RotateCcw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { tell } from "#app/_components/toasts.ts";
import type { InspectedDeadLetter } from "#contract/integrations.ts";
import { AdminPage } from "../../_frame/admin-page.tsx";
import { useAdminFailure } from "../../_frame/rest.ts";
import { UpLink } from "../../_frame/up-link.tsx";
import { type Act, useActs } from "../use-acts.ts";
import { useLetter } from "../use-letters.ts";
import { useWhat } from "../use-what.ts";
import { Facts } from "./facts.tsx";
import { Payload } from "./payload.tsx";
import { Tries } from "./tries.tsx";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

export function LetterScreen({ id }: { id: string }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const found = useLetter(id);
  if (found.data) return <OneLetter letter={found.data.deadLetter} />;
  return (
    <AdminPage
      above={<UpLink path="/admin/dead-letters" label="admin.nav.deadLetters" />}
      title={t("admin.letters.one")}
    >
      {found.isPending ? <ListSkeleton /> : <Notice>{failure(found.error)}</Notice>}
    </AdminPage>
  );
}

function OneLetter({ letter }: { letter: InspectedDeadLetter }) {
  const t = useTranslations();
  const what = useWhat();
  const router = useRouter();
  const { progress, run } = useActs();
  const [problem, setProblem] = useState<string | null>(null);
  const [discarding, setDiscarding] = useState(false);

  async function act(kind: Act): Promise<string | null> {
    const outcome = await run(kind, [letter.id]);
    if (outcome.problem !== null) return outcome.problem;
    tell(t(`admin.letters.${kind === "replay" ? "replayed" : "discarded"}`, { n: 1 }));
    router.push("/admin/dead-letters");
    return null;
  }

  return (
    <AdminPage
      above={<UpLink path="/admin/dead-letters" label="admin.nav.deadLetters" />}
      title={what(letter)}
      action={
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" disabled={progress !== null} onClick={async () => setProblem(await act("replay"))}>
            <RotateCcw size={16} aria-hidden="true" />
            {t("admin.letters.replay")}
          </Button>
          <Button disabled={progress !== null} onClick={() => setDiscarding(true)}>
            <Trash2 size={16} aria-hidden="true" />
            {t("admin.letters.discard")}
          </Button>
        </div>
      }
    >
      {problem && <Notice>{problem}</Notice>}
      <Facts letter={letter} />
      <Tries history={letter.history} />
      <Payload letter={letter} />
      {discarding && (
        <Confirm
          title={t("admin.letters.discardTitle", { n: 1 })}
          body={t("admin.letters.discardBody", { n: 1 })}
          action={t("admin.letters.discard")}
          busy={t("admin.letters.discarding")}
          onConfirm={() => act("delete")}
          onClose={() => setDiscarding(false)}
        />
      )}
    </AdminPage>
  );
}
