import type { Settings } from "./settings.ts";

/** A seeded random sequence for faults with a rate. Its position is stored, so a run can be repeated exactly, even over a restart. */
export interface Chance {
  seed(value: number): void;
  current(): { seed: number; drawn: number };
  /** True with the given probability. 0 and 1 draw nothing, so exact faults do not disturb the sequence. */
  happens(rate: number): boolean;
}

interface ChanceSetting {
  seed: number;
  drawn: number;
  state: number;
}

/** One step of mulberry32: a number from 0 to below 1, and the next state. 32 bits are plenty for faults, and easy to store. */
export function roll(before: number): { state: number; number: number } {
  const state = (before + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return { state, number: ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296 };
}

export function createChance(settings: Settings): Chance {
  const read = () => settings.setting<ChanceSetting>("chance") ?? { seed: 1, drawn: 0, state: 1 };
  const setting = read();
  settings.onRollback(() => Object.assign(setting, read()));
  const draw = () => {
    const { state, number } = roll(setting.state);
    Object.assign(setting, { state, drawn: setting.drawn + 1 });
    settings.saveSetting("chance", setting);
    return number;
  };
  return {
    seed(value) {
      Object.assign(setting, { seed: value, drawn: 0, state: value | 0 });
      settings.saveSetting("chance", setting);
    },
    current: () => ({ seed: setting.seed, drawn: setting.drawn }),
    happens: (rate) => rate >= 1 || (rate > 0 && draw() < rate),
  };
}
