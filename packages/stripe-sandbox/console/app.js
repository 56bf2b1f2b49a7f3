// @ts-check
/** @type {() => void} */
let draw = () => {};
let asked = false;

/** @param {() => void} how */
export function drawWith(how) {
  draw = how;
}

/** Something that is shown has changed: everything is drawn once, when the current piece of work is done. */
export function redraw() {
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    draw();
  });
}
