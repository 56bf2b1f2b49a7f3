// @ts-check
import { redraw } from "./app.js";
import { h } from "./dom.js";
import { notify, notifyError } from "./notices.js";

/** The keys of the actions that are running. @type {Set<string>} */
const underway = new Set();

/**
 * Runs an action once, however often its button is pressed. A notice tells the result or the error.
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
    if (sentence) notify(sentence);
  } catch (error) {
    notifyError(error);
  } finally {
    underway.delete(key);
    redraw();
  }
}

/** @param {string} key */
export const isUnderway = (key) => underway.has(key);

/**
 * A button that runs an action. It keeps the focus while the action runs.
 *
 * @template T
 * @param {{ key: string, label: string, run: () => Promise<T>, done: (answer: T) => string | undefined, kind?: "main" | "danger" | "quiet", title?: string }} action
 */
export function actionButton({ key, label, run, done, kind, title }) {
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
