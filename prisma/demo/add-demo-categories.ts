import type { Tx } from "../../packages/db/src/index.ts";
import type { Thing } from "./drawing/things.ts";

/** What a picture shows, or time that is booked: that one's posters are no goods. */
type Kind = Thing["kind"] | "service";

/** What the demo label's goods are found by, with the kinds of things that are in each. */
const demoCategories: { slug: string; name: string; description: string; kinds: Kind[] }[] = [
  { slug: "vinyl", name: "Vinyl", description: "Cut from tape, pressed in small runs.", kinds: ["record"] },
  { slug: "tapes", name: "Tapes", description: "Copied one by one, in real time.", kinds: ["cassette"] },
  {
    slug: "beats",
    name: "Beats",
    description: "Files to download and to use in your own songs.",
    kinds: ["beat"],
  },
  { slug: "prints-and-wear", name: "Prints & wear", description: "", kinds: ["shirt", "poster", "bag"] },
  {
    slug: "studio",
    name: "Studio",
    description: "Two rooms, an engineer and a workshop, to book by the hour.",
    kinds: ["service"],
  },
];

/** Creates the categories of the demo; answers the id of the one for each kind of thing. */
export async function addDemoCategories(tx: Tx): Promise<(kind: Kind) => string | undefined> {
  const ids = new Map<string, string>();
  for (const [position, { kinds, ...category }] of demoCategories.entries()) {
    const { id } = await tx.category.create({
      data: { ...category, position, createdAt: new Date() },
      select: { id: true },
    });
    for (const kind of kinds) ids.set(kind, id);
  }
  return (kind) => ids.get(kind);
}
