import { type Composition, compositions } from "./composition.ts";
import { type Palette, palettes } from "./palettes.ts";
import { type Chance, chanceFrom } from "./random.ts";

/** What a name decides: inks, picture, where the type stands, and the number in the catalog. */
export interface Design {
  title: string;
  artist: string;
  palette: Palette;
  compose: Composition;
  typeAtTop: boolean;
  number: string;
  /** A fresh, equal stream of chance for every drawing of this design. */
  chance(): Chance;
}

/** Another number gives every name another design. This one spreads the inks well over the demo label's catalog. */
const pressing = 5980;

export function designFor(title: string, artist: string): Design {
  const name = `pressing ${pressing}\n${artist}\n${title}`;
  const chance = chanceFrom(name);
  return {
    title,
    artist,
    palette: chance.pick(palettes),
    compose: chance.pick(compositions),
    typeAtTop: chance.flip(),
    number: `DT ${String(chance.whole(1, 99)).padStart(2, "0")}`,
    chance: () => chanceFrom(`${name}\ndrawing`),
  };
}
