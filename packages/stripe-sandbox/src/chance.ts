import type { Store } from "./store/store.ts";

/** Seeded dice for faults with a rate. The position is stored, so a run can be repeated exactly, even over a restart. */
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

export function createChance(store: Store): Chance {
  const setting: ChanceSetting = store.setting<ChanceSetting>("chance") ?? { seed: 1, drawn: 0, state: 1 };
  // mulberry32: 32 bits of state are plenty for faults, and easy to store.
  const draw = () => {
    setting.state = (setting.state + 0x6d2b79f5) | 0;
    setting.drawn += 1;
    let t = Math.imul(setting.state ^ (setting.state >>> 15), 1 | setting.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    store.saveSetting("chance", setting);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    seed(value) {
      Object.assign(setting, { seed: value, drawn: 0, state: value | 0 });
      store.saveSetting("chance", setting);
    },
    current: () => ({ seed: setting.seed, drawn: setting.drawn }),
    happens: (rate) => rate >= 1 || (rate > 0 && draw() < rate),
  };
}
