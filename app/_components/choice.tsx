type Props = { name: string; label: string; hint: string; checked: boolean; onChoose: () => void };

/** A radio button that explains itself. */
export function Choice({ name, label, hint, checked, onChoose }: Props) {
  return (
    <label className="flex cursor-pointer gap-3 rounded-md px-2 py-1.5 hover:bg-hover has-checked:bg-accent-soft">
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onChoose}
        className="mt-1 size-4 shrink-0 accent-accent"
      />
      <span>
        <span className="block font-medium">{label}</span>
        <span className="block text-ink-soft text-sm">{hint}</span>
      </span>
    </label>
  );
}
