// @ts-check
import { redraw } from "./app.js";
import { h } from "./dom.js";
import { complain, say } from "./notices.js";

/** What is being done right now. @type {Set<string>} */
const underway = new Set();

/**
 * Does something once, however often it is pressed, and ends in a sentence: what is now so, or why not.
 *
 * @template T
 * @param {string} key @param {() => Promise<T>} run @param {(answer: T) => string | undefined} done
 */
export async function perform(key, run, done) {
  if (underway.has(key)) return;
  underway.add(key);
  redraw();
  try {
    const sentence = done(await run());
    if (sentence) say(sentence);
  } catch (error) {
    complain(error);
  } finally {
    underway.delete(key);
    redraw();
  }
}

/** @param {string} key */
export const isUnderway = (key) => underway.has(key);

/**
 * A button for something that happens. It keeps the focus while it works.
 *
 * @template T
 * @param {{ key: string, label: string, run: () => Promise<T>, done: (answer: T) => string | undefined, kind?: "main" | "danger" | "quiet", title?: string }} deed
 */
export function deedButton({ key, label, run, done, kind, title }) {
  const busy = underway.has(key);
  return h(
    "button",
    {
      type: "button",
      key,
      title,
      class: kind,
      "aria-disabled": busy ? "true" : undefined,
      onclick: () => perform(key, run, done),
    },
    label,
    busy && h("span", { class: "busy", "aria-hidden": "true" }),
  );
}
