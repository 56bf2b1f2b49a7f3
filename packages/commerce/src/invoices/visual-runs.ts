import bidiFactory, { type Bidi } from "bidi-js";

/** A part of a line that is written in one direction, in the order in which it is spoken. */
export interface VisualRun {
  text: string;
  isRightToLeft: boolean;
}

interface LevelRun {
  level: number;
  start: number;
  end: number;
}

// In Node the package is the function itself, while its types are those of an ES module.
const bidi = (bidiFactory as unknown as () => Bidi)();

/** Letters whose script is written from right to left. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * The parts of a line from left to right, as they are seen: the Unicode Bidirectional Algorithm for a line of a document whose language is
 * written from left to right. Brackets of parts that are written from right to left are mirrored.
 * @see https://www.unicode.org/reports/tr9/
 */
export function visualRuns(line: string): VisualRun[] {
  if (!rightToLeft.test(line)) return line === "" ? [] : [{ text: line, isRightToLeft: false }];
  const { levels } = bidi.getEmbeddingLevels(line, "ltr");
  const mirrored = bidi.getMirroredCharactersMap(line, levels);
  const runs: LevelRun[] = [];
  for (const [place, level] of levels.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && last.level === level) last.end = place + 1;
    else runs.push({ level, start: place, end: place + 1 });
  }
  return reordered(runs).map(({ level, start, end }) => {
    const isRightToLeft = level % 2 === 1;
    const characters = line
      .slice(start, end)
      .split("")
      .map((character, place) => mirrored.get(start + place) ?? character);
    return { text: characters.join(""), isRightToLeft };
  });
}

/** Rule L2: from the highest level down to 1, what is of that level or a higher one is reversed. */
function reordered(runs: readonly LevelRun[]): LevelRun[] {
  const highest = Math.max(...runs.map(({ level }) => level));
  let order = [...runs];
  for (let level = highest; level > 0; level -= 1) {
    const next: LevelRun[] = [];
    for (let place = 0; place < order.length; place += 1) {
      const first = place;
      while ((order[place]?.level ?? -1) >= level) place += 1;
      next.push(...order.slice(first, place).reverse(), ...order.slice(place, place + 1));
    }
    order = next;
  }
  return order;
}

/**
 * The text as the font's layout engine writes it in the run's direction. The engine goes by letters: it reverses a text that begins with a
 * letter of a script from right to left, so that one without any is reversed here.
 */
export function engineText({ text, isRightToLeft }: VisualRun): string {
  return isRightToLeft && !rightToLeft.test(text) ? [...text].reverse().join("") : text;
}
