"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { Button, IconButton } from "#app/_components/button.tsx";
import { Menu, MenuItem, MenuLine, MenuRadio } from "#app/_components/menu.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { tell } from "#app/_components/toasts.ts";
import { useTimes } from "#app/_components/use-times.ts";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { rest } from "#app/_gateway/rest.ts";
import type { User, UserRole } from "#contract/entities.ts";
import { useKnownPresence } from "../../../(chat)/_people/use-known-presence.ts";
import { adminSentence } from "../_frame/sentence.ts";
import { mayOf } from "./may.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

/** What is asked before it is done. */
type Asked = { readonly kind: "deactivate" | "letIn" } | { readonly kind: "role"; readonly role: UserRole };
type Patch = { readonly role: UserRole } | { readonly deactivated: boolean };

export function PersonEntry({ person }: { person: User }) {
  const t = useTranslations();
  const client = useClient();
  const me = useMe();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { name } = person;
  const isMe = person.id === me.id;
  const may = mayOf(me, person);

  async function change(patch: Patch, done: string): Promise<string | null> {
    const result = await rest("users.update", { params: { id: person.id }, body: patch });
    if (!result.ok) return adminSentence(t, result, "users.update");
    client.learnUsers([result.answer.user]);
    tell(done);
    return null;
  }
  const give = (role: UserRole) => change({ role }, t("admin.people.given", { name, role }));
  async function choose(role: UserRole) {
    if (role === person.role) return;
    // Neither can be taken back by whoever did it.
    if (role === "owner" || isMe) return setAsked({ kind: "role", role });
    setProblem(await give(role));
  }

  return (
    <li className="flex min-h-14 items-center gap-3 py-2">
      <Avatar id={person.id} name={name} url={person.avatarUrl} />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0">
          <span className="truncate font-medium" dir="auto">
            {name}
          </span>
          {isMe && <span className="whitespace-pre text-ink-faint"> ({t("common.you")})</span>}
        </p>
        {problem ? (
          <p role="alert" className="text-danger text-sm">
            {problem}
          </p>
        ) : (
          <Standing person={person} />
        )}
      </div>
      {!person.deactivatedAt && (
        <span className="shrink-0 text-ink-soft text-sm">{t(`admin.people.roles.${person.role}`)}</span>
      )}
      {person.deactivatedAt && may.deactivate && (
        <Button small onClick={() => setAsked({ kind: "letIn" })} aria-label={t("admin.people.letInNamed", { name })}>
          {t("admin.people.letIn")}
        </Button>
      )}
      {may.roles.length > 0 && (
        <Menu
          align="end"
          trigger={
            <IconButton label={t("details.memberMenu", { name })}>
              <Ellipsis size={16} aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuRadio
            label={t("admin.people.role")}
            value={person.role}
            options={may.roles.map((value) => ({ value, label: t(`admin.people.roles.${value}`) }))}
            onChange={choose}
          />
          {may.deactivate && (
            <>
              <MenuLine />
              <MenuItem danger onSelect={() => setAsked({ kind: "deactivate" })}>
                {t("admin.people.deactivateAsk")}
              </MenuItem>
            </>
          )}
        </Menu>
      )}
      {!person.deactivatedAt && may.roles.length === 0 && <span className="w-8 shrink-0 touch:w-11" />}
      {asked?.kind === "deactivate" && (
        <Confirm
          title={t("admin.people.deactivateTitle", { name })}
          body={t("admin.people.deactivateBody")}
          action={t("admin.people.deactivate")}
          busy={t("common.saving")}
          onConfirm={() => change({ deactivated: true }, t("admin.people.deactivated", { name }))}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.kind === "letIn" && (
        <Confirm
          danger={false}
          title={t("admin.people.letInTitle", { name })}
          body={t("admin.people.letInBody")}
          action={t("admin.people.letIn")}
          busy={t("common.saving")}
          onConfirm={() => change({ deactivated: false }, t("admin.people.isIn", { name }))}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.kind === "role" && (
        <Confirm
          title={isMe ? t("admin.people.stepDownTitle") : t("admin.people.ownerTitle", { name })}
          body={isMe ? t("admin.people.stepDownBody") : t("admin.people.ownerBody")}
          action={t("admin.people.changeRole")}
          busy={t("common.saving")}
          onConfirm={() => give(asked.role)}
          onClose={() => setAsked(null)}
        />
      )}
    </li>
  );
}

/** Since when somebody is gone, or that they are here, as far as one is told. */
function Standing({ person }: { person: User }) {
  const t = useTranslations();
  const times = useTimes();
  const known = useKnownPresence(person.id);
  if (person.deactivatedAt)
    return (
      <p className="text-ink-faint text-sm">
        {t("admin.people.since", { when: times.shortDate(Date.parse(person.deactivatedAt)) })}
      </p>
    );
  if ("unknown" in known || known.presence === "offline") return null;
  return (
    <p className="flex items-center gap-1.5 text-ink-faint text-sm">
      <PresenceDot presence={known.presence} />
      <span aria-hidden="true">{t(`presence.${known.presence}`)}</span>
    </p>
  );
}
