import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { demoBeats, previewOf } from "./demo-beats.ts";
import { playPatterns, rate } from "./sound/play-pattern.ts";
import { wavFile } from "./sound/wav.ts";

const sounds = demoBeats.flatMap((beat) => Object.entries(beat.sounds()));
const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

test.each(sounds)(
  "%s is a sound that programs can open, below 1 MB, neither silent nor cut off",
  (_, samples) => {
    const file = wavFile(samples, rate);
    expect(file.length).toBeLessThan(1_000_000);
    expect(file.toString("latin1", 0, 4)).toBe("RIFF");
    expect(file.toString("latin1", 8, 16)).toBe("WAVEfmt ");
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
    expect(file.readUInt32LE(24)).toBe(rate);
    expect(file.readUInt32LE(40)).toBe(samples.length * 2);
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(peak).toBeGreaterThan(0.2);
    expect(peak).toBeLessThan(1);
  },
);

test("the beats have the same bytes each time, and their previews are others, quieter and shorter", () => {
  const again = demoBeats.flatMap((beat) => Object.entries(beat.sounds()));
  const sold = new Set<string>();
  for (const [at, [name, samples]] of sounds.entries()) {
    const hash = hashOf(wavFile(samples, rate));
    expect(hashOf(wavFile(again[at]?.[1] ?? new Float64Array(), rate)), name).toBe(hash);
    sold.add(hash);
  }
  expect(sold.size).toBe(sounds.length);
  for (const { previews, sounds: play } of demoBeats)
    for (const { sound } of previews) {
      const whole = play()[sound] ?? new Float64Array();
      const preview = previewOf(whole);
      expect(preview.length).toBeGreaterThan(2 * rate);
      expect(sold.has(hashOf(wavFile(preview, rate)))).toBe(false);
      expect(Math.abs(preview[9_000] ?? 0)).toBeLessThan(Math.abs(whole[9_000] ?? 0));
      expect(Math.abs(preview.at(-1) ?? 1)).toBeLessThan(0.001);
    }
});

test("a loop has no seam: what sounds at its end goes on at its beginning", () => {
  const loop = playPatterns([{ voice: "kick", steps: "---------------x" }], { bpm: 120, bars: 1 });
  expect(loop).toHaveLength(2 * rate);
  const loudest = (from: number, to: number) =>
    loop.slice(from, to).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(loudest(0, 4_000)).toBeGreaterThan(0.1);
  expect(loudest(20_000, 60_000)).toBe(0);
  // Where the end meets the beginning, the wave goes on in small steps.
  expect(Math.abs((loop[0] ?? 1) - (loop.at(-1) ?? 0))).toBeLessThan(0.05);
});
