import { createStore } from "#client/store.ts";

export type Toast = {
  readonly id: number;
  readonly message: string;
  /** What takes it back, or goes on from it. */
  readonly action?: { readonly label: string; readonly run: () => void };
};

/** What just happened, in a sentence that goes away by itself: the newest one only. */
export const toast = createStore<Toast | null>(null);
let shown = 0;

export function tell(message: string, action?: Toast["action"]): void {
  shown += 1;
  toast.set({ id: shown, message, ...(action && { action }) });
}
