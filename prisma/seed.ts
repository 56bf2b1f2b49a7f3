import type { Artwork, Db } from "../packages/db/src/index.ts";

interface DemoProduct {
  slug: string;
  title: string;
  artist: string;
  artwork: Artwork;
  description: string;
  optionName?: string;
  /** Title, price in minor units by currency, units on hand. */
  variants: [title: string, prices: Record<string, number>, onHand: number][];
}

/** What the demo label sells. Invented: no such artists or records exist. */
const demoProducts: DemoProduct[] = [
  {
    slug: "parallel-lines",
    title: "Parallel Lines",
    artist: "Halftone Choir",
    artwork: "sleeve",
    description:
      "Nine songs recorded live to two tracks, one for the room and one for the voice. Heavyweight vinyl, printed inner sleeve, numbered by hand.",
    optionName: "Edition",
    variants: [
      ["Black vinyl", { eur: 2400, usd: 2600, gbp: 2100, jpy: 3800 }, 120],
      ["Rust vinyl, 300 copies", { eur: 3200, usd: 3500, gbp: 2800, jpy: 5200 }, 3],
    ],
  },
  {
    slug: "low-tide-machine",
    title: "Low Tide Machine",
    artist: "Oda Brandt Trio",
    artwork: "sleeve",
    description:
      "Piano, double bass and a tape loop of harbour cranes. Cut at half speed from the original tapes; plays at 45.",
    optionName: "Edition",
    variants: [
      ["Black vinyl", { eur: 2600, usd: 2900, gbp: 2300, jpy: 4200 }, 80],
      ["Clear vinyl", { eur: 2900, usd: 3200, gbp: 2500, jpy: 4700 }, 24],
    ],
  },
  {
    slug: "night-bus-to-the-sea",
    title: "Night Bus to the Sea",
    artist: "Pilot Light",
    artwork: "cassette",
    description:
      "Forty minutes of drum machine, written between midnight and five. Chrome tape in a soft case, with a timetable.",
    variants: [["", { eur: 1200, usd: 1300, gbp: 1050, jpy: 1900 }, 60]],
  },
  {
    slug: "concrete-weather",
    title: "Concrete Weather",
    artist: "Sallow",
    artwork: "sleeve",
    description: "Two long pieces for organ and rain on a factory roof. One take each, nothing added.",
    variants: [["", { eur: 2200, usd: 2400, gbp: 1900, jpy: 3500 }, 40]],
  },
  {
    slug: "two-tracks-shirt",
    title: "Two Tracks",
    artist: "Dualtrack Records",
    artwork: "shirt",
    description:
      "The label's two lines across the chest, screen-printed in two passes on heavy organic cotton. Cut straight; take your usual size.",
    optionName: "Size",
    variants: [
      ["S", { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, 14],
      ["M", { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, 22],
      ["L", { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, 18],
      ["XL", { eur: 2800, usd: 3100, gbp: 2400, jpy: 4500 }, 0],
    ],
  },
  {
    slug: "session-01",
    title: "Session 01",
    artist: "Various artists",
    artwork: "cassette",
    description: "What five bands did with one evening each in our studio. A C60, both sides full.",
    variants: [["", { eur: 900, usd: 1000, gbp: 800, jpy: 1500 }, 2]],
  },
  {
    slug: "signal-path",
    title: "Signal Path",
    artist: "Dualtrack Records",
    artwork: "poster",
    description:
      "Our studio's patch bay, drawn to scale. Risograph in three colours on 170 g paper, 42 × 59.4 cm, sent rolled.",
    variants: [["", { eur: 1800, usd: 2000, gbp: 1600, jpy: 2900 }, 35]],
  },
  {
    slug: "the-long-groove",
    title: "The Long Groove",
    artist: "Mirror Vale",
    artwork: "sleeve",
    description: "A double album about one road. Gatefold with the map inside, four sides, no skips.",
    optionName: "Edition",
    variants: [
      ["2 × black vinyl", { eur: 3600, usd: 3900, gbp: 3100, jpy: 5800 }, 50],
      ["2 × marble vinyl", { eur: 4200, usd: 4600, gbp: 3600, jpy: 6800 }, 5],
    ],
  },
  {
    slug: "record-bag",
    title: "Record Bag",
    artist: "Dualtrack Records",
    artwork: "tote",
    description:
      "Carries twelve LPs and a loaf of bread. Natural canvas with long handles and a flat bottom.",
    variants: [["", { eur: 1600, usd: 1800, gbp: 1400, jpy: 2600 }, 70]],
  },
  {
    slug: "first-press",
    title: "First Press",
    artist: "Halftone Choir",
    artwork: "sleeve",
    description: "Their first single, from the last box we found. Once these are gone they are gone.",
    variants: [["", { eur: 1500, usd: 1700, gbp: 1300, jpy: 2400 }, 0]],
  },
];

/** Fills an empty shop with the demo label's goods; a shop that has any product is left alone. */
export async function seedDemoShop(db: Db): Promise<void> {
  if ((await db.product.count()) > 0) return;
  await db.$transaction(async (tx) => {
    for (const [position, { variants, optionName = null, ...product }] of demoProducts.entries()) {
      const { id } = await tx.product.create({
        data: {
          ...product,
          optionName,
          kind: "physical",
          published: true,
          firstPublishedAt: new Date(),
          position,
        },
        select: { id: true },
      });
      for (const [place, [title, prices, onHand]] of variants.entries()) {
        const sku = `${product.slug}-${place + 1}`.toUpperCase();
        const variant = await tx.variant.create({
          data: { productId: id, sku, title, position: place, stock: { create: {} } },
          select: { id: true },
        });
        const rows = Object.entries(prices).map(([currency, unitAmount]) => ({
          variantId: variant.id,
          currency,
          unitAmount,
        }));
        await tx.price.createMany({ data: rows });
        if (onHand > 0)
          await tx.stockMovement.create({
            data: { variantId: variant.id, kind: "receive", quantity: onHand, reason: "first_delivery" },
          });
      }
    }
  });
}
