/** Sounds made on the spot: nothing to fetch, and any volume. */

export const soundNames = ["chime", "knock"] as const;
export type SoundName = (typeof soundNames)[number];

type Note = {
  readonly wave: OscillatorType;
  /** Hertz, from and to. */
  readonly from: number;
  readonly to: number;
  /** Seconds after the start, and until it is silent. */
  readonly at: number;
  readonly lasts: number;
  /** Of the chosen volume. */
  readonly part: number;
};

const sounds: Readonly<Record<SoundName, readonly Note[]>> = {
  chime: [
    { wave: "sine", from: 659.3, to: 659.3, at: 0, lasts: 0.5, part: 0.5 },
    { wave: "sine", from: 987.8, to: 987.8, at: 0.11, lasts: 0.7, part: 0.4 },
  ],
  knock: [
    { wave: "triangle", from: 220, to: 90, at: 0, lasts: 0.12, part: 1 },
    { wave: "triangle", from: 220, to: 90, at: 0.16, lasts: 0.14, part: 0.8 },
  ],
};

/** So long nothing jumps, which would click. Seconds. */
const attack = 0.008;
const silence = 0.0001;

let context: AudioContext | null = null;

/** Plays it, where the browser lets this page be heard: not before somebody touched it. `volume`: from 0 to 1. */
export async function play(name: SoundName, volume: number): Promise<void> {
  if (volume <= 0 || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  const { currentTime, state } = context;
  if (state !== "running") {
    // A page that may not be heard waits here for ever; what comes late would be told at the wrong time.
    const resumed = context.resume().then(() => true);
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, 500, false));
    if (!(await Promise.race([resumed, late]))) return;
  }
  const start = Math.max(currentTime, context.currentTime) + 0.02;
  for (const note of sounds[name]) sing(context, note, start, volume);
}

function sing(audio: AudioContext, { wave, from, to, at, lasts, part }: Note, start: number, volume: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  const [begin, end] = [start + at, start + at + lasts];
  oscillator.type = wave;
  oscillator.frequency.setValueAtTime(from, begin);
  oscillator.frequency.exponentialRampToValueAtTime(to, end);
  gain.gain.setValueAtTime(silence, begin);
  gain.gain.linearRampToValueAtTime(Math.max(silence, volume * part), begin + attack);
  gain.gain.exponentialRampToValueAtTime(silence, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(end);
}
