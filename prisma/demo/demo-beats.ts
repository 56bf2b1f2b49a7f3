import type { DrawnProduct } from "./demo-products.ts";
import { excerpt, mix, type Pattern, playHit, playPatterns } from "./sound/play-pattern.ts";

interface DemoBeat extends DrawnProduct {
  description: string;
  optionName: string | null;
  /** Prices in minor units by currency; `files` are names of `sounds`. */
  variants: { title: string; prices: Record<string, number>; files: string[]; picture?: number }[];
  previews: { title: string; sound: string }[];
  /** Plays what its files and previews are made of, by name. Takes some hundredths of a second. */
  sounds(): Record<string, Float64Array>;
}

const artist = "Late Loop";

function coverOf(title: string): DrawnProduct["pictures"] {
  return [
    { thing: { kind: "beat" }, alt: `${title} by ${artist}: the cover, with the sound drawn below it` },
  ];
}

/** What customers may do with a beat of the demo. */
export const demoLicence = `You may use this sound in your own songs, films and performances, in as many as you like, and publish and sell those. That costs nothing more and has no time limit.

You may cut it, tune it and play over it.

You may not sell or pass on the files themselves, alone or in a collection of sounds, nor register them as your own with a service that recognizes music.

Others may buy and use the same sound. If you name us, write “${artist}, Dualtrack Records”.`;

const copperDrums: Pattern[] = [
  { voice: "kick", steps: "x-----x---x-----x--x--x---x-----" },
  { voice: "snare", steps: "----x-------x--x----x-------x---" },
  { voice: "hat", steps: "x-xxx-x-x-xxx-xx" },
];
const copperBass: Pattern = {
  ...{ voice: "bass", lowest: 49 },
  steps: "a--a--d-----f---a--a--h---f-d---",
};

const ferryDrums: Pattern[] = [
  { voice: "kick", steps: "x---" },
  { voice: "snare", steps: "----x-------x---" },
  { voice: "hat", steps: "--x---x---x-x-x-" },
];
const ferryBass: Pattern = { voice: "bass", steps: "--a---a---a-a-d---f---f---f-h-f-", lowest: 55 };
const ferryKeys: Pattern[] = ["a-----------d---f---------------", "h-----------k---m---------------"].map(
  (steps) => ({ voice: "keys", steps, lowest: 220 }),
);

/** What a producer of the demo label sells as files. Invented, and played by this project's own code. */
export const demoBeats: DemoBeat[] = [
  {
    slug: "copper-shuffle",
    title: "Copper Shuffle",
    artist,
    pictures: coverOf("Copper Shuffle"),
    description:
      "Four bars at 92 BPM that lean a little to the left: dry drums, a round bass, room for a voice. WAV, 44.1 kHz, cut to loop without a seam.",
    optionName: "Format",
    variants: [
      {
        title: "Loop",
        prices: { eur: 900, usd: 1000, gbp: 800, jpy: 1500 },
        files: ["Copper Shuffle 92 BPM"],
      },
      {
        title: "Loop and stems",
        prices: { eur: 1900, usd: 2100, gbp: 1700, jpy: 3200 },
        files: ["Copper Shuffle 92 BPM", "Copper Shuffle 92 BPM drums", "Copper Shuffle 92 BPM bass"],
      },
    ],
    previews: [
      { title: "The loop", sound: "Copper Shuffle 92 BPM" },
      { title: "The drums alone", sound: "Copper Shuffle 92 BPM drums" },
    ],
    sounds() {
      const drums = playPatterns(copperDrums, { bpm: 92, bars: 4 });
      const bass = playPatterns([copperBass], { bpm: 92, bars: 4 });
      return {
        "Copper Shuffle 92 BPM": mix(drums, bass),
        "Copper Shuffle 92 BPM drums": mix(drums),
        "Copper Shuffle 92 BPM bass": mix(bass),
      };
    },
  },
  {
    slug: "night-ferry",
    title: "Night Ferry",
    artist,
    pictures: coverOf("Night Ferry"),
    description:
      "Four bars at 118 BPM: a straight kick, a bass that comes in late, two notes on an electric piano that is nearly in tune. WAV, 44.1 kHz.",
    optionName: null,
    variants: [
      {
        title: "",
        prices: { eur: 1200, usd: 1300, gbp: 1050, jpy: 2000 },
        files: ["Night Ferry 118 BPM"],
      },
    ],
    previews: [{ title: "Night Ferry", sound: "Night Ferry 118 BPM" }],
    sounds: () => ({
      "Night Ferry 118 BPM": mix(
        playPatterns([...ferryDrums, ferryBass, ...ferryKeys], { bpm: 118, bars: 4 }),
      ),
    }),
  },
  {
    slug: "paper-drums",
    title: "Paper Drums",
    artist,
    pictures: coverOf("Paper Drums"),
    description:
      "Kick, snare and hat of both beats, one hit each, for your own patterns. Three files, WAV, 44.1 kHz.",
    optionName: null,
    variants: [
      {
        title: "",
        prices: { eur: 500, usd: 550, gbp: 450, jpy: 800 },
        files: ["Paper Drums kick", "Paper Drums snare", "Paper Drums hat"],
      },
    ],
    previews: [{ title: "The kit in a pattern", sound: "Paper Drums pattern" }],
    sounds: () => ({
      "Paper Drums kick": mix(playHit("kick")),
      "Paper Drums snare": mix(playHit("snare")),
      "Paper Drums hat": mix(playHit("hat")),
      "Paper Drums pattern": mix(playPatterns(copperDrums, { bpm: 104, bars: 2 })),
    }),
  },
];

/** Of what is sold, as much as everybody may hear. */
export function previewOf(sound: Float64Array): Float64Array {
  return excerpt(sound, 5);
}
