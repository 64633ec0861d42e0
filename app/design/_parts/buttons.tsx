"use client";
import {
  Bell,
  Compass,
  Copy,
  Ellipsis,
  Hash,
  Lock,
  Pencil,
  Plus,
  Search,
  Settings,
  SmilePlus,
  Star,
  Trash2,
  Users,
  X,
} from "lucide-react";
import { Button, buttonClass, IconButton } from "#app/_components/button.tsx";
import { Part, Row } from "./part.tsx";

/** Each kind, with how it looks under the pointer. */
const kinds = [
  { kind: "primary", pointed: "bg-accent-strong!" },
  { kind: "plain", pointed: "bg-line!" },
  { kind: "quiet", pointed: "bg-hover! text-ink!" },
  { kind: "danger", pointed: "opacity-90!" },
] as const;

/** As the keyboard's focus draws it. */
const focused = "outline-2! outline-accent! outline-offset-2! outline-solid!";

const icons = {
  Bell,
  Compass,
  Copy,
  Ellipsis,
  Hash,
  Lock,
  Pencil,
  Plus,
  Search,
  Settings,
  SmilePlus,
  Star,
  Trash2,
  Users,
  X,
};

export function Buttons() {
  return (
    <Part title="Buttons" lead="One primary to a screen. Danger only where something goes. 44 px on touch.">
      {kinds.map(({ kind, pointed }) => (
        <Row key={kind} label={`${kind}: at rest, pointed at, focused, disabled, busy, small`}>
          <Button kind={kind}>Save</Button>
          <Button kind={kind} className={pointed}>
            Save
          </Button>
          <Button kind={kind} className={focused}>
            Save
          </Button>
          <Button kind={kind} disabled>
            Save
          </Button>
          <Button kind={kind} disabled aria-busy="true">
            Saving…
          </Button>
          <Button kind={kind} small>
            Save
          </Button>
        </Row>
      ))}
      <Row label="with an icon, with words that are long, a link that looks like one">
        <Button kind="primary">
          <Plus size={16} aria-hidden="true" />
          Create room
        </Button>
        <Button className="min-w-0 max-w-40">
          <span className="truncate">Donaudampfschifffahrtsgesellschaft</span>
        </Button>
        <a href="#buttons" className={buttonClass({ kind: "plain" })}>
          Read the handbook
        </a>
      </Row>
      <Row label="icon buttons: at rest, pointed at, focused, disabled; then the icons of lucide that we use">
        <IconButton label="At rest">
          <Pencil size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label="Pointed at" className="bg-hover! text-ink!">
          <Pencil size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label="Focused" className={focused}>
          <Pencil size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label="Disabled" disabled>
          <Pencil size={16} aria-hidden="true" />
        </IconButton>
        {Object.entries(icons).map(([name, Icon]) => (
          <span key={name} title={name} className="text-ink-soft">
            <Icon size={16} aria-hidden="true" />
          </span>
        ))}
      </Row>
    </Part>
  );
}
