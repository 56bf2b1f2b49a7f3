// @ts-check
import { access, get } from "./api.js";
import { drawWith, redraw } from "./app.js";
import { readClock } from "./clock.js";
import { h, render } from "./dom.js";
import { frame } from "./frame.js";
import { listenToKeys } from "./keyboard.js";
import { follow, followLive } from "./live.js";
import { drawNotices } from "./notices.js";
import { empty, head } from "./parts/bits.js";
import { drawQuestion } from "./parts/confirm-action.js";
import { createSequence } from "./sequence.js";
import { views } from "./views.js";

/** Relative times grow old. */
const LOOK_AT_CLOCK_MS = 15_000;

/** @typedef {{ address: string, page: string, id: string, view: import("./views.js").OpenView }} Place */

/** @type {Place} */
let here = open(location.hash);
/** Where lists were left, so that the way back leads to the same line. @type {Map<string, { place: Place, scroll: number, line: string | undefined }>} */
const left = new Map();
let faults = 0;
const faultSequence = createSequence();
let depth = -1;

/** What an address like `#/payments/pi_1?status=failed` leads to. @param {string} address @returns {Place} */
function open(address) {
  const [path = "", query = ""] = address.replace(/^#?\/?/, "").split("?");
  const [page = "", id = ""] = (path || "payments").split("/").map(decodeURIComponent);
  const known = Object.hasOwn(views, page) ? views[page] : undefined;
  const view = id ? known?.one : known?.list;
  const asked = { id, query: new URLSearchParams(query) };
  return { address, page, id, view: view ? view(asked) : nowhere(address) };
}

/** @param {string} address @returns {import("./views.js").OpenView} */
function nowhere(address) {
  return {
    title: "No such page",
    draw: () => [
      head("No such page"),
      empty(`There is nothing at ${address}`, h("p", {}, h("a", { href: "#/payments" }, "Payments"))),
    ],
  };
}

/** Each entry of the browser's history knows how many of ours are before it; a new one does not know yet. */
function countEntry() {
  const known = history.state?.depth;
  if (known === undefined) history.replaceState({ depth: depth + 1 }, "");
  depth = history.state.depth;
  return known !== undefined;
}

/** To where one came from; from a shared link, to the list. */
function goBack() {
  if (!here.view.back) return;
  if (depth > 0) history.back();
  else location.hash = here.view.back;
}

function go() {
  if (location.hash === here.address) return;
  const returning = countEntry();
  const before = here;
  before.view.close?.();
  const line = document.activeElement?.closest("a.line")?.getAttribute("href") ?? undefined;
  if (!before.id) left.set(before.address, { place: before, scroll: window.scrollY, line });
  // Back at a list, it is as it was left; a list that is asked for anew is read anew.
  const back = returning ? left.get(location.hash) : undefined;
  here = back ? back.place : open(location.hash);
  if (back) here.view.hint?.({ type: "again", id: "" });
  redraw();
  queueMicrotask(() => arrive(before, back));
}

/** Focus and scroll position, as after a page load or a way back. @param {Place} before @param {{ scroll: number, line: string | undefined } | undefined} back */
function arrive(before, back) {
  document.querySelector(".pages [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (back) {
    window.scrollTo({ top: back.scroll });
    /** @type {HTMLElement | null} */ (document.querySelector(`a.line[href="${back.line}"]`))?.focus({
      preventScroll: true,
    });
    return;
  }
  // A filter keeps the focus where it was pressed.
  if (before.page === here.page && !before.id && !here.id) return;
  window.scrollTo({ top: 0 });
  document.getElementById("main")?.focus({ preventScroll: true });
}

async function countFaults() {
  const turn = faultSequence.take();
  const { length } = (await get("/faults").catch(() => ({ faults: [] }))).faults;
  if (!faultSequence.isNewer(turn) || length === faults) return;
  faults = length;
  redraw();
}

/** @param {import("./live.js").Hint} hint */
function hear(hint) {
  here.view.hint?.(hint);
  if (["clock", "reset", "again"].includes(hint.type)) readClock().catch(() => {});
  if (["fault", "reset", "again"].includes(hint.type)) countFaults();
}

/** @param {SubmitEvent} event */
function giveKey(event) {
  event.preventDefault();
  access.give(String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("key")));
  here.view.close?.();
  here = open(location.hash);
  follow();
  redraw();
}

function draw() {
  document.title = `${here.view.title} · Stripe sandbox`;
  const inside = access.refused ? keyForm() : here.view.draw();
  render(document.body, frame(here, faults, inside, goBack), drawNotices(), drawQuestion());
}

function keyForm() {
  return [
    head("This sandbox needs its secret key"),
    h(
      "p",
      { class: "lead", key: "why", role: "status" },
      access.key
        ? "The sandbox did not accept that key."
        : "The sandbox runs on another machine, or is opened under a name other than localhost.",
    ),
    h(
      "form",
      { class: "row card", key: "key", onsubmit: giveKey },
      h(
        "label",
        {},
        "Secret key",
        h("input", {
          name: "key",
          required: true,
          placeholder: "sk_test_sandbox",
          autocomplete: "off",
          spellcheck: "false",
        }),
      ),
      h("button", { type: "submit", class: "main" }, "Open the console"),
    ),
  ];
}

drawWith(draw);
draw();
listenToKeys(goBack);
countEntry();
window.addEventListener("hashchange", go);
followLive(hear);
setInterval(() => !document.hidden && redraw(), LOOK_AT_CLOCK_MS);
