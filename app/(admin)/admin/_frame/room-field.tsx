"use client";
import { SelectField } from "#app/_components/field.tsx";
import type { MyRoom } from "#contract/entities.ts";

type Props = {
  label: string;
  /** What choosing none says. */
  none: string;
  required?: boolean;
  rooms: readonly MyRoom[];
  /** A room's id; empty for none. */
  value: string;
  onChange: (roomId: string) => void;
};

export function RoomField({ label, none, required, rooms, value, onChange }: Props) {
  return (
    <SelectField
      label={label}
      required={required ?? false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{none}</option>
      {rooms.map(({ roomId, name }) => (
        <option key={roomId} value={roomId}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
