// @ts-check
import { get } from "./api.js";
import { redraw } from "./app.js";
import { createSequence } from "./sequence.js";

/** More than the way to the sandbox and back can explain. */
const MOVED_MS = 2_000;

let aheadMs = 0;
/** @type {number | null} */
let frozenAt = null;

export const clock = {
  /** The sandbox's time in milliseconds. */
  now: () => frozenAt ?? Date.now() + aheadMs,
  isFrozen: () => frozenAt !== null,
  /** How far it is from real time; 0 when nobody has moved it. */
  aheadMs: () => (frozenAt === null && Math.abs(aheadMs) < MOVED_MS ? 0 : clock.now() - Date.now()),
  isMoved: () => clock.aheadMs() !== 0,
};

const sequence = createSequence();

/** @param {import("./dom.js").Bag} answer What `/_sandbox/clock` says. @param {number} [turn] */
export function setClock(answer, turn = sequence.take()) {
  if (!sequence.isNewer(turn)) return;
  frozenAt = answer.frozen ? Date.parse(answer.now) : null;
  aheadMs = answer.ahead_ms;
  redraw();
}

export async function readClock() {
  const turn = sequence.take();
  setClock(await get("/clock"), turn);
}
