import { type VoiceName, voices } from "./voices.ts";

/** Samples per second. */
export const rate = 44_100;

const beatsOfBar = 4;
const stepsOfBar = 16;

/**
 * What a voice plays, in sixteenths: `x` is a hit, a letter a note in semitones above its lowest one (`a` is 0), anything else is
 * a rest. A pattern that is shorter than the loop begins again.
 */
export interface Pattern {
  voice: VoiceName;
  steps: string;
  /** Hertz of the note `a`. */
  lowest?: number;
}

/** Plays patterns for some bars. What still sounds at the end is heard at the beginning, so that the loop has no seam. */
export function playPatterns(
  patterns: readonly Pattern[],
  { bpm, bars }: { bpm: number; bars: number },
): Float64Array {
  const secondsOfStep = (60 / bpm) * (beatsOfBar / stepsOfBar);
  const samples = new Float64Array(Math.round(bars * stepsOfBar * secondsOfStep * rate));
  for (const { voice, steps, lowest = 0 } of patterns) {
    const hits = new Map<string, Float64Array>();
    for (let step = 0; step < bars * stepsOfBar; step++) {
      const note = steps[step % steps.length] ?? "-";
      if (!/[a-z]/.test(note)) continue;
      const hit = hits.get(note) ?? playHit(voice, hertzOf(note, lowest));
      hits.set(note, hit);
      addFrom(samples, hit, Math.round(step * secondsOfStep * rate));
    }
  }
  return samples;
}

function hertzOf(note: string, lowest: number): number {
  return note === "x" ? 0 : lowest * 2 ** ((note.charCodeAt(0) - "a".charCodeAt(0)) / 12);
}

// Plain loops from here on: a beat has half a million samples.

function addFrom(samples: Float64Array, hit: Float64Array, first: number): void {
  for (let at = 0; at < hit.length; at++) {
    const place = (first + at) % samples.length;
    samples[place] = (samples[place] ?? 0) + (hit[at] ?? 0);
  }
}

/** One hit of a voice alone. */
export function playHit(voice: VoiceName, hertz = 0): Float64Array {
  const { seconds, hit } = voices[voice];
  const sampleAt = hit(hertz);
  const samples = new Float64Array(Math.round(seconds * rate));
  for (let at = 0; at < samples.length; at++) samples[at] = sampleAt(at / rate);
  return samples;
}

/** Sounds of one length at once, as a tape would take them: what is too loud is bent, not cut. */
export function mix(...sounds: Float64Array[]): Float64Array {
  const mixed = new Float64Array(sounds[0]?.length ?? 0);
  for (const sound of sounds) addFrom(mixed, sound, 0);
  for (let at = 0; at < mixed.length; at++) mixed[at] = Math.tanh(mixed[at] ?? 0);
  return mixed;
}

/** The beginning of a sound, quieter and with an end that fades: enough to know it, too little to use it. */
export function excerpt(sound: Float64Array, seconds: number): Float64Array {
  const excerpted = sound.slice(0, Math.round(seconds * rate));
  for (let at = 0; at < excerpted.length; at++) {
    const fade = Math.min(1, (excerpted.length - at) / rate);
    excerpted[at] = 0.6 * fade * (excerpted[at] ?? 0);
  }
  return excerpted;
}
