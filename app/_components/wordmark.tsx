import { translations } from "#app/_server/translations.ts";

/** Two bubbles that overlap: someone speaks, someone answers. */
export async function Wordmark() {
  const t = await translations();
  return (
    <div className="mb-6 flex items-center gap-2.5">
      <svg viewBox="0 0 32 32" className="size-7" aria-hidden="true">
        <path
          className="fill-accent"
          d="M5 3h15a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4h-8l-6 5v-5.1A4 4 0 0 1 1 14V7a4 4 0 0 1 4-4Z"
        />
        <path
          className="fill-accent-soft stroke-accent"
          strokeWidth="2"
          strokeLinejoin="round"
          d="M17 13h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3v4l-5-4h-5a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3Z"
        />
      </svg>
      <span className="font-semibold text-lg tracking-tight">{t("product")}</span>
    </div>
  );
}
