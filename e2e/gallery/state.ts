import type { Stage } from "./stage.ts";

/** Something that a screen can look like, and the way there. */
export type State = {
  /** Also the pictures' file name: `conversation-editing`. */
  readonly name: string;
  /** Who looks; Mara where nothing is said, `nobody` is not signed in. */
  readonly as?: "mara" | "ravi" | "nele" | "nobody";
  /** Where it exists on one kind of screen only. */
  readonly only?: "wide" | "narrow";
  /** Another part of a long page that one state shows whole to all but the camera. */
  readonly part?: true;
  /** Whether it is in English whatever the language. */
  readonly untranslated?: true;
  /** Resolves when the state is there. */
  enter(stage: Stage): Promise<void>;
  /** Puts back what the next state would stumble over; a fresh page comes by itself. */
  leave?(stage: Stage): Promise<void>;
};
