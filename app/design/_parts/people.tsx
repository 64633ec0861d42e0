"use client";
import { Avatar } from "#app/_components/avatar.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { Part, Row } from "./part.tsx";
import { presences, samplePeople } from "./sample-people.ts";

export function People() {
  return (
    <Part title="People" lead="Initials on a colour of one’s own; presence by shape and by colour.">
      {(["small", "normal", "large"] as const).map((size) => (
        <Row key={size} label={size}>
          {samplePeople.map(({ id, name }) => (
            <Avatar key={id} id={id} name={name} size={size} />
          ))}
        </Row>
      ))}
      <Row label="presence">
        {presences.map((presence) => (
          <span key={presence} className="flex items-center gap-2 text-sm">
            <PresenceDot presence={presence} />
            <span aria-hidden="true">{presence}</span>
          </span>
        ))}
      </Row>
    </Part>
  );
}
