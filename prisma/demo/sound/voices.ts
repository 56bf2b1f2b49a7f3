import { chanceFrom } from "../drawing/random.ts";

/** One hit of an instrument: its sample at `t` seconds after its beginning. Asked for in the order of time. */
type Hit = (t: number) => number;

interface Voice {
  /** After which nothing is heard of it any more. */
  seconds: number;
  /** @param hertz of the note; drums have one of their own. */
  hit(hertz: number): Hit;
}

const turn = 2 * Math.PI;

/** The same noise for every hit, so that a beat always has the same bytes. */
function noise(name: string): () => number {
  const chance = chanceFrom(name);
  return () => chance.between(-1, 1);
}

/** What the demo's beats are played with. */
export const voices = {
  kick: {
    seconds: 0.45,
    // The pitch falls from 170 Hz to 48 Hz within the first tenth of a second.
    hit: () => (t) => Math.sin(turn * (48 * t + (122 / 38) * (1 - Math.exp(-38 * t)))) * Math.exp(-8 * t),
  },
  snare: {
    seconds: 0.28,
    hit: () => {
      const next = noise("snare");
      return (t) => 0.55 * next() * Math.exp(-19 * t) + 0.4 * Math.sin(turn * 187 * t) * Math.exp(-24 * t);
    },
  },
  hat: {
    seconds: 0.09,
    hit: () => {
      const next = noise("hat");
      let before = 0;
      return (t) => {
        const sample = next();
        const bright = sample - before;
        before = sample;
        return 0.22 * bright * Math.exp(-62 * t);
      };
    },
  },
  bass: {
    seconds: 0.6,
    hit: (hertz) => (t) =>
      0.5 *
      Math.tanh(1.8 * Math.sin(turn * hertz * t) + 0.3 * Math.sin(turn * 2 * hertz * t)) *
      Math.min(1, t / 0.006) *
      Math.exp(-4.5 * t),
  },
  keys: {
    seconds: 1.6,
    // Two strings that are not quite in tune.
    hit: (hertz) => (t) =>
      0.13 *
      (Math.sin(turn * hertz * t) +
        Math.sin(turn * hertz * 1.004 * t) +
        0.3 * Math.sin(turn * 3 * hertz * t)) *
      Math.min(1, t / 0.012) *
      Math.exp(-2.2 * t),
  },
} satisfies Record<string, Voice>;

export type VoiceName = keyof typeof voices;
