"use client";
import { Asking } from "./asking.tsx";
import { Buttons } from "./buttons.tsx";
import { Colours } from "./colours.tsx";
import { Fields } from "./fields.tsx";
import { Measures } from "./measures.tsx";
import { Mirrored } from "./mirrored.tsx";
import { Notices } from "./notices.tsx";
import { People } from "./people.tsx";
import { Writing } from "./writing.tsx";

const schemes = [
  { name: "Light", scheme: "light" },
  { name: "Dark", scheme: "dark" },
] as const;

/** Light beside dark. Its words are for those who build Parley, so they are in English and in no catalogue. */
export function Board() {
  return (
    <main lang="en" dir="ltr" className="min-h-dvh bg-sunken">
      <h1 className="sr-only">Parley’s components</h1>
      <div className="grid xl:grid-cols-2">
        {schemes.map(({ name, scheme }) => (
          <section key={name} aria-label={name} data-scheme={scheme} className="min-w-0 bg-canvas p-4 text-ink sm:p-8">
            <h2 className="mb-6 font-semibold text-xl">{name}</h2>
            <div className="flex flex-col gap-10">
              <Colours />
              <Measures />
              <Buttons />
              <Fields name={name} />
              <People />
              <Notices />
              <Writing />
              <Asking />
              <Mirrored />
            </div>
          </section>
        ))}
      </div>
    </main>
  );
}
