import type { Thing } from "./drawing/things.ts";

/** What is drawn of a product. */
export interface DrawnProduct {
  slug: string;
  title: string;
  artist: string;
  /** What its pictures show; the first is the one of lists. */
  pictures: { thing: Thing; alt: string }[];
  variants: { picture?: number }[];
}

type ShippedKind = Exclude<Thing["kind"], "beat">;

export interface DemoProduct extends DrawnProduct {
  pictures: { thing: Thing & { kind: ShippedKind }; alt: string }[];
  description: string;
  optionName?: string;
  /** Prices in minor units by currency; `picture` is the place of its own picture. */
  variants: { title: string; prices: Record<string, number>; onHand: number; picture?: number }[];
}

/** @param place of the variant among its product's, from 0 */
export function demoSku(slug: string, place: number): string {
  return `${slug}-${place + 1}`.toUpperCase();
}

/** Of one unit of each kind of thing, packed. */
export const weightsInGrams: Readonly<Record<ShippedKind, number>> = {
  record: 480,
  cassette: 110,
  shirt: 260,
  poster: 190,
  bag: 150,
};

/** For customs, of each kind of thing: the label has all of it made at home. */
export const hsCodes: Readonly<Record<ShippedKind, string>> = {
  record: "852380",
  cassette: "852329",
  shirt: "610910",
  poster: "491191",
  bag: "420292",
};

/** What the demo label sells. Invented: no such artists or records exist. */
export const demoProducts: DemoProduct[] = [
  {
    slug: "parallel-lines",
    title: "Parallel Lines",
    artist: "Halftone Choir",
    description:
      "Nine songs recorded live to two tracks, one for the room and one for the voice. Heavyweight vinyl, printed inner sleeve, numbered by hand.",
    optionName: "Edition",
    pictures: [
      {
        thing: { kind: "record", vinyl: "black" },
        alt: "Parallel Lines by Halftone Choir: a black record, half out of its sleeve",
      },
      {
        thing: { kind: "record", vinyl: "rust" },
        alt: "Parallel Lines by Halftone Choir: a record of rust-coloured vinyl, half out of its sleeve",
      },
    ],
    variants: [
      {
        title: "Black vinyl",
        prices: { eur: 2400, usd: 2600, gbp: 2100, jpy: 3800 },
        onHand: 120,
        picture: 0,
      },
      {
        title: "Rust vinyl, 300 copies",
        prices: { eur: 3200, usd: 3500, gbp: 2800, jpy: 5200 },
        onHand: 3,
        picture: 1,
      },
    ],
  },
  {
    slug: "low-tide-machine",
    title: "Low Tide Machine",
    artist: "Oda Brandt Trio",
    description:
      "Piano, double bass and a tape loop of harbour cranes. Cut at half speed from the original tapes; plays at 45.",
    optionName: "Edition",
    pictures: [
      {
        thing: { kind: "record", vinyl: "black" },
        alt: "Low Tide Machine by Oda Brandt Trio: a black record, half out of its sleeve",
      },
      {
        thing: { kind: "record", vinyl: "clear" },
        alt: "Low Tide Machine by Oda Brandt Trio: a record of clear vinyl, half out of its sleeve",
      },
    ],
    variants: [
      {
        title: "Black vinyl",
        prices: { eur: 2600, usd: 2900, gbp: 2300, jpy: 4200 },
        onHand: 80,
        picture: 0,
      },
      {
        title: "Clear vinyl",
        prices: { eur: 2900, usd: 3200, gbp: 2500, jpy: 4700 },
        onHand: 24,
        picture: 1,
      },
    ],
  },
  {
    slug: "night-bus-to-the-sea",
    title: "Night Bus to the Sea",
    artist: "Pilot Light",
    description:
      "Forty minutes of drum machine, written between midnight and five. Chrome tape in a soft case, with a timetable.",
    pictures: [{ thing: { kind: "cassette" }, alt: "Night Bus to the Sea by Pilot Light: a cassette" }],
    variants: [{ title: "", prices: { eur: 1200, usd: 1300, gbp: 1050, jpy: 1900 }, onHand: 60 }],
  },
  {
    slug: "concrete-weather",
    title: "Concrete Weather",
    artist: "Sallow",
    description: "Two long pieces for organ and rain on a factory roof. One take each, nothing added.",
    pictures: [
      {
        thing: { kind: "record", vinyl: "black" },
        alt: "Concrete Weather by Sallow: a black record, half out of its sleeve",
      },
    ],
    variants: [{ title: "", prices: { eur: 2200, usd: 2400, gbp: 1900, jpy: 3500 }, onHand: 40 }],
  },
  {
    slug: "two-tracks-shirt",
    title: "Two Tracks",
    artist: "Dualtrack Records",
    description:
      "The label's two lines across the chest, screen-printed in two passes on heavy organic cotton. Cut straight; take your usual size.",
    optionName: "Size",
    pictures: [{ thing: { kind: "shirt" }, alt: "Two Tracks by Dualtrack Records: a printed shirt" }],
    variants: [
      { title: "S", prices: { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, onHand: 14 },
      { title: "M", prices: { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, onHand: 22 },
      { title: "L", prices: { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, onHand: 18 },
      { title: "XL", prices: { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, onHand: 0 },
    ],
  },
  {
    slug: "session-01",
    title: "Session 01",
    artist: "Various artists",
    description: "What five bands did with one evening each in our studio. A C60, both sides full.",
    pictures: [{ thing: { kind: "cassette" }, alt: "Session 01 by Various artists: a cassette" }],
    variants: [{ title: "", prices: { eur: 900, usd: 1000, gbp: 800, jpy: 1500 }, onHand: 2 }],
  },
  {
    slug: "signal-path",
    title: "Signal Path",
    artist: "Dualtrack Records",
    description:
      "Our studio's patch bay, drawn to scale. Risograph in three colours on 170 g paper, 42 × 59.4 cm, sent rolled.",
    pictures: [{ thing: { kind: "poster" }, alt: "Signal Path by Dualtrack Records: a poster" }],
    variants: [{ title: "", prices: { eur: 1800, usd: 2000, gbp: 1600, jpy: 2900 }, onHand: 35 }],
  },
  {
    slug: "the-long-groove",
    title: "The Long Groove",
    artist: "Mirror Vale",
    description: "A double album about one road. Gatefold with the map inside, four sides, no skips.",
    optionName: "Edition",
    pictures: [
      {
        thing: { kind: "record", vinyl: "black" },
        alt: "The Long Groove by Mirror Vale: a black record, half out of its sleeve",
      },
      {
        thing: { kind: "record", vinyl: "marble" },
        alt: "The Long Groove by Mirror Vale: a record of marbled vinyl, half out of its sleeve",
      },
    ],
    variants: [
      {
        title: "2 × black vinyl",
        prices: { eur: 3600, usd: 3900, gbp: 3100, jpy: 5800 },
        onHand: 50,
        picture: 0,
      },
      {
        title: "2 × marble vinyl",
        prices: { eur: 4200, usd: 4600, gbp: 3600, jpy: 6800 },
        onHand: 5,
        picture: 1,
      },
    ],
  },
  {
    slug: "record-bag",
    title: "Record Bag",
    artist: "Dualtrack Records",
    description:
      "Carries twelve LPs and a loaf of bread. Natural canvas with long handles and a flat bottom.",
    pictures: [{ thing: { kind: "bag" }, alt: "Record Bag by Dualtrack Records: a printed tote bag" }],
    variants: [{ title: "", prices: { eur: 1600, usd: 1800, gbp: 1400, jpy: 2600 }, onHand: 70 }],
  },
  {
    slug: "first-press",
    title: "First Press",
    artist: "Halftone Choir",
    description: "Their first single, from the last box we found. Once these are gone they are gone.",
    pictures: [
      {
        thing: { kind: "record", vinyl: "black" },
        alt: "First Press by Halftone Choir: a black record, half out of its sleeve",
      },
    ],
    variants: [{ title: "", prices: { eur: 1500, usd: 1700, gbp: 1300, jpy: 2400 }, onHand: 0 }],
  },
];
