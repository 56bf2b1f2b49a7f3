import { roll } from "../core/chance.ts";

/** Random numbers from 0 to below 1 for property tests. The seed is printed, and taken from `SEED`. */
export function seededRandom(): () => number {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  let state = seed;
  return () => {
    const next = roll(state);
    state = next.state;
    return next.number;
  };
}
