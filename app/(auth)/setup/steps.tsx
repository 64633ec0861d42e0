"use client";
import { useState } from "react";
import { text } from "#app/_text/en.ts";
import { AccountForm } from "../_forms/account-form.tsx";
import { Heading } from "../_forms/heading.tsx";
import { FirstRoom } from "./first-room.tsx";

/** The account and workspace, then the first room: under a minute. */
export function SetupSteps({ setup }: { setup: string | undefined }) {
  const [entered, setEntered] = useState(false);
  return (
    <>
      <p className="mb-1 text-ink-faint text-sm">{text.setup.step(entered ? 2 : 1, 2)}</p>
      {entered ? (
        <FirstRoom />
      ) : (
        <>
          <Heading title={text.setup.title}>{text.setup.lead}</Heading>
          <AccountForm
            owner
            setup={setup}
            submit={text.setup.submit}
            submitting={text.setup.submitting}
            onEntered={() => setEntered(true)}
          />
        </>
      )}
    </>
  );
}
