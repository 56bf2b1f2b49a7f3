// @ts-check
import { toggleHelp } from "./help.js";

/** After `g`, where the second key leads. @type {Record<string, string>} */
const places = {
  p: "payments",
  e: "events",
  f: "faults",
  c: "customers",
  k: "checkout",
  r: "requests",
  w: "webhooks",
  t: "clock",
  s: "state",
};

const TOGETHER_MS = 1_000;

/** @param {() => void} goBack */
export function listenToKeys(goBack) {
  // Not 0: times count from when the page was opened, and its first second is not "after g".
  let afterG = Number.NEGATIVE_INFINITY;
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (typing) {
      if (event.key === "Escape") /** @type {HTMLElement} */ (typing).blur();
      return;
    }
    const place = places[event.key];
    if (place && event.timeStamp - afterG < TOGETHER_MS) {
      afterG = Number.NEGATIVE_INFINITY;
      location.hash = `#/${place}`;
      return;
    }
    afterG = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (event.key === "/") document.getElementById("search")?.focus();
    else if (event.key === "?") toggleHelp();
    else if (event.key === "j" || event.key === "ArrowDown") step(1);
    else if (event.key === "k" || event.key === "ArrowUp") step(-1);
    else if (event.key === "n")
      /** @type {HTMLElement | null} */ (document.querySelector(".newer button"))?.click();
    else if (event.key === "Escape") goBack();
    else return;
    if (event.key.startsWith("Arrow") && !document.activeElement?.matches("a.line")) return;
    event.preventDefault();
  });
}

/** @param {number} by */
function step(by) {
  const lines = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a.line"))];
  const at = lines.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = at === -1 ? (by > 0 ? 0 : -1) : at + by;
  lines[next]?.focus();
}
