"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Field } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { shortDate } from "#app/_components/time.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { text } from "#app/_text/en.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { Section } from "./section.tsx";

const tokensKey = ["tokens"];

export function Tokens() {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const tokens = useQuery({ queryKey: tokensKey, queryFn: () => answerOf("tokens.list") });
  const make = useMutation({
    mutationFn: () => answerOf("tokens.create", { body: { name } }),
    onSuccess: () => {
      setName("");
      return queries.invalidateQueries({ queryKey: tokensKey });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }

  return (
    <Section title={text.settings.tokens} lead={text.settings.tokensLead}>
      <form onSubmit={submit} className="flex items-end gap-2">
        <div className="max-w-sm flex-1">
          <Field
            label={text.settings.tokenName}
            required
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={make.isPending}>
          {make.isPending ? text.settings.making : text.settings.makeToken}
        </Button>
      </form>
      {make.error && <Notice>{make.error.message}</Notice>}
      {make.data && (
        <div className="flex flex-col gap-2">
          <CopyField key={make.data.id} label={text.settings.token} value={make.data.token} />
          <Notice kind="good">{text.settings.tokenOnce}</Notice>
        </div>
      )}
      {tokens.isPending && <ListSkeleton />}
      {tokens.error && <Notice>{tokens.error.message}</Notice>}
      {tokens.data?.tokens.length === 0 && <p className="text-ink-faint">{text.settings.noTokens}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {tokens.data?.tokens.map((token) => (
          <TokenEntry key={token.id} token={token} />
        ))}
      </ul>
    </Section>
  );
}

function TokenEntry({ token }: { token: RestAnswer<"tokens.list">["tokens"][number] }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => answerOf("tokens.delete", { params: { id: token.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: tokensKey }),
  });
  const used = token.lastUsedAt
    ? text.settings.lastUsed(shortDate(Date.parse(token.lastUsedAt)))
    : text.settings.neverUsed;
  return (
    <li className="flex items-center gap-3 py-2.5">
      <p className="min-w-0 flex-1">
        <span className="block truncate" dir="auto">
          {token.name}
        </span>
        <span className="block text-ink-faint text-sm">
          {revoke.error?.message ?? `${text.settings.created(shortDate(Date.parse(token.createdAt)))}, ${used}`}
        </span>
      </p>
      <Button
        small
        disabled={revoke.isPending}
        onClick={() => revoke.mutate()}
        aria-label={`${text.settings.revoke} ${token.name}`}
      >
        {revoke.isPending ? text.settings.revoking : text.settings.revoke}
      </Button>
    </li>
  );
}
