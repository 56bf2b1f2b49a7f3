// @ts-check
import { redraw } from "../app.js";
import { h } from "../dom.js";
import { notifyError } from "../notices.js";
import { addressOf } from "./bits.js";

/** @typedef {import("../dom.js").Child} Child */

/** Which blocks were just copied, and which are open. @type {Set<string>} */
const copied = new Set();
/** @type {Set<string>} */
const open = new Set();

/** @param {string} text What is copied; it is its own key. @param {string} [what] */
function copyButton(text, what = "") {
  const done = copied.has(text);
  return h(
    "button",
    {
      type: "button",
      class: "quiet copy",
      "aria-label": what ? `Copy ${what}` : undefined,
      onclick: () => copy(text),
    },
    done ? "Copied" : "Copy",
  );
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    copied.add(text);
    setTimeout(() => {
      copied.delete(text);
      redraw();
    }, 1500);
    redraw();
  } catch {
    notifyError("The browser does not let this page copy; select the text instead.");
  }
}

/** Text to be taken elsewhere. @param {string} text @param {string} what */
export function codeBlock(text, what) {
  return h(
    "div",
    { class: "code", key: what },
    copyButton(text, what),
    h("pre", { tabindex: "0", role: "region", "aria-label": what }, text),
  );
}

/** An object's JSON, drawn only when somebody wants to see it. @param {string} key @param {Child} title @param {unknown} value */
export function jsonFold(key, title, value) {
  return fold(key, title, () => jsonBlock(value, key));
}

/** @param {unknown} value @param {string} what */
export function jsonBlock(value, what) {
  const text = JSON.stringify(value, null, 2) ?? "";
  return h(
    "div",
    { class: "code" },
    copyButton(text, what),
    h("pre", { tabindex: "0", role: "region", "aria-label": what }, coloured(text)),
  );
}

/** Something to be opened. @param {string} key @param {Child} title @param {() => Child} inside */
export function fold(key, title, inside) {
  return h(
    "details",
    {
      key: `fold-${key}`,
      ontoggle: (/** @type {Event} */ event) => {
        const { open: isOpen } = /** @type {HTMLDetailsElement} */ (event.currentTarget);
        if (isOpen === open.has(key)) return;
        if (isOpen) open.add(key);
        else open.delete(key);
        redraw();
      },
      made: (/** @type {HTMLDetailsElement} */ element) => {
        element.open = open.has(key);
      },
    },
    h("summary", {}, title),
    open.has(key) && inside(),
  );
}

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?/g;
const ids =
  /^"(?:pi|ch|py|re|pyr|dp|du|cus|cs|evt|req|we|pm|txn|prod|price|promo|shr|seti|li|issfr|prv|taxcalc|tax)_\w{8,}"$/;

/** JSON with its names, texts and numbers told apart, and ids as links. @param {string} text @returns {Child[]} */
function coloured(text) {
  /** @type {Child[]} */
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(tokens)) {
    const [all, string, colon] = match;
    parts.push(text.slice(last, match.index));
    if (string && colon) parts.push(h("span", { class: "j-name" }, string), colon);
    else if (string && ids.test(string) && !string.includes("_secret_"))
      parts.push('"', h("a", { href: addressOf(string.slice(1, -1)) }, string.slice(1, -1)), '"');
    else parts.push(h("span", { class: string ? "j-text" : "j-value" }, all));
    last = match.index + all.length;
  }
  parts.push(text.slice(last));
  return parts;
}
