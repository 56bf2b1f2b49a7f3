import type { DrawnProduct } from "./demo-products.ts";

interface DemoService extends DrawnProduct {
  description: string;
  optionName: string | null;
  settings: {
    bufferAfterMinutes: number;
    capacity: number;
    stepMinutes: number;
    leadMinutes: number;
    horizonDays: number;
  };
  /** It takes one of these. */
  resources: string[];
  variants: { title: string; durationMinutes: number; eur: number; usd: number; picture?: number }[];
}

const artist = "Dualtrack Studio";

function posterOf(title: string): DrawnProduct["pictures"] {
  return [{ thing: { kind: "poster" }, alt: `The poster of ${title} at the Dualtrack Studio` }];
}

/** What the demo label's studio offers. */
export const demoServices: DemoService[] = [
  {
    slug: "studio-hours",
    title: "Studio hours",
    artist,
    pictures: posterOf("Studio hours"),
    description:
      "A room with a desk, two tape machines and a piano that is almost in tune. Bring your own instruments, or use ours.\n\nThe clock runs while you play; we tidy up afterwards.",
    optionName: "Duration",
    settings: { bufferAfterMinutes: 30, capacity: 1, stepMinutes: 60, leadMinutes: 120, horizonDays: 60 },
    resources: ["Live room", "Small room"],
    variants: [
      { title: "1 hour", durationMinutes: 60, eur: 4_500, usd: 4_900 },
      { title: "2 hours", durationMinutes: 120, eur: 8_000, usd: 8_700 },
      { title: "4 hours", durationMinutes: 240, eur: 14_500, usd: 15_800 },
    ],
  },
  {
    slug: "tape-workshop",
    title: "Tape workshop",
    artist,
    pictures: posterOf("Tape workshop"),
    description:
      "Two hours with splicing block and razor blade, for eight people. At the end everybody takes a loop of their own home.",
    optionName: null,
    settings: { bufferAfterMinutes: 15, capacity: 8, stepMinutes: 120, leadMinutes: 1_440, horizonDays: 45 },
    resources: ["Live room"],
    variants: [{ title: "", durationMinutes: 120, eur: 3_500, usd: 3_800 }],
  },
  {
    slug: "mix-with-the-engineer",
    title: "A mix with the engineer",
    artist,
    pictures: posterOf("A mix with the engineer"),
    description:
      "Ninety minutes at the desk with our engineer, for one song and its two or three best decisions.",
    optionName: null,
    settings: { bufferAfterMinutes: 15, capacity: 1, stepMinutes: 30, leadMinutes: 1_440, horizonDays: 30 },
    resources: ["Engineer"],
    variants: [{ title: "", durationMinutes: 90, eur: 12_000, usd: 13_000 }],
  },
];

/** The prices of a variant as rows. */
export function currencyPrices(prices: Record<string, number>): { currency: string; unitAmount: number }[] {
  return Object.entries(prices).map(([currency, unitAmount]) => ({ currency, unitAmount }));
}
