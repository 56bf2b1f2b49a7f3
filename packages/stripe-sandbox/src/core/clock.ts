import type { Settings } from "./settings.ts";

interface ClockSetting {
  offsetMs: number;
  frozenAt: number | null;
}

/** The sandbox's own time in milliseconds. It can be moved forward and stopped, and remembers both over a restart. */
export interface Clock {
  now(): number;
  /** Unix seconds, as in every `created`. */
  seconds(): number;
  isFrozen(): boolean;
  set(time: number): void;
  freeze(on: boolean): void;
}

export function createClock(settings: Settings): Clock {
  let setting: ClockSetting = settings.setting<ClockSetting>("clock") ?? { offsetMs: 0, frozenAt: null };
  const now = () => setting.frozenAt ?? Date.now() + setting.offsetMs;
  const keep = (next: ClockSetting) => {
    setting = next;
    settings.saveSetting("clock", next);
  };
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    isFrozen: () => setting.frozenAt !== null,
    set: (time) => keep({ offsetMs: time - Date.now(), frozenAt: setting.frozenAt === null ? null : time }),
    freeze: (on) => keep({ offsetMs: now() - Date.now(), frozenAt: on ? now() : null }),
  };
}
