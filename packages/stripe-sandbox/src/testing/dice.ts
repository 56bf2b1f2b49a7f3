import { roll } from "../core/chance.ts";

/** Dice for property tests: numbers from 0 to below 1. Their seed is printed, and taken from `SEED`. */
export function seededDice(): () => number {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  let state = seed;
  return () => {
    const next = roll(state);
    state = next.state;
    return next.number;
  };
}
