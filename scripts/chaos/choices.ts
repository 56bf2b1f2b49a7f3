/** Repeatable choices of one person or thing. Each has a stream of its own, so that who comes first shifts nobody else's. */
export interface Choices {
  /** From 0 to 1, without 1. */
  number(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  happens(chance: number): boolean;
  oneOf<Item>(items: readonly Item[]): Item;
  /** One of the items, more often the heavier ones. */
  weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]): Item;
}

/** The stream of `name` in the run of `seed`. */
export function choicesOf(seed: number, name: string): Choices {
  let state = seed >>> 0;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  /** A mulberry32 step: short, and good enough to pick moments. */
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const oneOf = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(number() * items.length)];
    if (item === undefined) throw new Error("There is nothing to choose from");
    return item;
  };
  return {
    number,
    between: (least, most) => least + Math.floor(number() * (most - least + 1)),
    happens: (chance) => number() < chance,
    oneOf,
    weighted(items) {
      let left = number() * items.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, item] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return oneOf(items)[1];
    },
  };
}
