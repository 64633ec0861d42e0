"use client";
import { Pencil, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Field } from "#app/_components/field.tsx";
import { Menu, MenuItem, MenuLine, MenuRadio } from "#app/_components/menu.tsx";
import { PeoplePicker } from "#app/_components/people-picker.tsx";
import { Part, Row } from "./part.tsx";
import { samplePeople } from "./sample-people.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

const themes = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** What floats takes the page’s own scheme: choose it in the browser’s developer tools. */
export function Asking() {
  const [open, setOpen] = useState<"dialog" | "people" | "confirm" | "refused" | null>(null);
  const [chosen, setChosen] = useState<string[]>(samplePeople.slice(1, 2).map(({ id }) => id));
  const [theme, setTheme] = useState<"light" | "dark">("light");
  const close = () => setOpen(null);
  return (
    <Part title="Menus and dialogs" lead="They open over the page, in its own scheme, and give the focus back.">
      <Row label="open one">
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem>
            <Pencil size={16} aria-hidden="true" />
            Edit message
          </MenuItem>
          <MenuItem disabled>Not now</MenuItem>
          <MenuLine />
          <MenuRadio label="Colours" value={theme} options={themes} onChange={setTheme} />
          <MenuLine />
          <MenuItem danger>
            <Trash2 size={16} aria-hidden="true" />
            Delete message
          </MenuItem>
        </Menu>
        <Button onClick={() => setOpen("dialog")}>Dialog</Button>
        <Button onClick={() => setOpen("people")}>People to pick</Button>
        <Button onClick={() => setOpen("confirm")}>Question</Button>
        <Button onClick={() => setOpen("refused")}>Question, refused</Button>
      </Row>
      {open === "dialog" && (
        <Dialog title="Create a room" lead="A line that says what it is for." onClose={close}>
          <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
            <Field label="Name" hint="Short and plain." />
            <div className="flex justify-end gap-2">
              <Button onClick={close}>Cancel</Button>
              <Button kind="primary" type="submit">
                Create room
              </Button>
            </div>
          </form>
        </Dialog>
      )}
      {open === "people" && (
        <Dialog title="Add people" onClose={close}>
          <PeoplePicker people={samplePeople} chosen={chosen} onChange={setChosen} empty="Everyone is already here." />
        </Dialog>
      )}
      {(open === "confirm" || open === "refused") && (
        <Confirm
          title="Delete this message?"
          body="It disappears for everyone. This cannot be undone."
          action="Delete"
          busy="Deleting…"
          onConfirm={async () => (open === "refused" ? "The server can’t be reached. Try again in a moment." : null)}
          onClose={close}
        />
      )}
    </Part>
  );
}
