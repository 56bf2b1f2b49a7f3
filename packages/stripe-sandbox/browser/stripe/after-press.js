// @ts-check
let isPressed = false;
/** @type {Set<() => void>} */
const waiting = new Set();

function release() {
  isPressed = false;
  for (const act of waiting) act();
  waiting.clear();
}
addEventListener("pointerdown", () => (isPressed = true), true);
// The click comes with the release, before anything that waits for the next turn.
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(release), true);
addEventListener("blur", release);

/**
 * Does something that moves the page, but not under a finger: a button that moved away between press and release would
 * not be clicked. It is just what happens when the customer leaves a wrong field by pressing Pay.
 * @param {() => void} act
 */
export function afterPress(act) {
  if (!isPressed) return act();
  waiting.add(act);
  // Should the release get lost, somewhere outside of the window.
  setTimeout(() => waiting.delete(act) && act(), 5000);
}
