// @ts-check
import { followAppearance, loadFonts } from "./appearance.js";
import { element } from "./dom.js";
import { listenToParent, tellParent } from "./parent-link.js";
import { setLanguage, t } from "./translate.js";

/** @typedef {Record<string, any>} Bag */
/**
 * @typedef {object} Fields what a frame shows, whatever it asks for
 * @property {Node} root
 * @property {string} legend what screen readers call them, in English
 * @property {(settings: Bag) => Promise<Bag | undefined> | void} follow adapts to the settings; resolves to what went wrong
 * @property {() => Bag} state what `change` tells the page
 * @property {() => void} focus
 * @property {() => void} clear
 * @property {Record<string, (message: Bag) => Bag | void | Promise<Bag | void>>} questions what else the page may ask
 */

/** Tells the page of something that happened here. @param {string} name @param {Bag} [event] */
export const say = (name, event = {}) => tellParent("event", { name, event });

/**
 * Does what every frame of Elements does: begins when the page says how, follows its appearance, and tells it of focus,
 * changes and height.
 * @param {HTMLElement} place @param {Fields} fields
 * @returns {{ changed: () => void }} to be called when something was typed
 */
export function openFrame(place, fields) {
  const legend = element("legend", { class: "Hidden" });
  const fieldset = element("fieldset", {}, legend, fields.root);
  const form = element("form", { novalidate: true }, fieldset);
  let hasStarted = false;
  let lastChange = "";

  const within = (/** @type {EventTarget | null} */ target) =>
    target instanceof Node && form.contains(target);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    const isText = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (event.key === "Enter" && isText) tellParent("enter");
    if (event.key === "Escape") say("escape");
  });
  form.addEventListener("focusin", (event) => !within(event.relatedTarget) && say("focus"));
  form.addEventListener("focusout", (event) => !within(event.relatedTarget) && say("blur"));

  const height = () => Math.ceil(place.getBoundingClientRect().height);

  /** @param {Bag} settings */
  async function follow(settings) {
    loadFonts(settings.fonts);
    followAppearance(settings.appearance);
    setLanguage(settings.locale);
    legend.textContent = t(fields.legend);
    fieldset.disabled = Boolean(settings.options?.readOnly);
    const problem = await fields.follow(settings);
    if (problem) say("loaderror", { error: problem });
    return problem;
  }

  function changed() {
    if (!hasStarted) return;
    const event = fields.state();
    const description = JSON.stringify(event);
    if (description === lastChange) return;
    lastChange = description;
    say("change", event);
  }

  listenToParent({
    async start({ settings }) {
      if (await follow(settings)) return;
      place.replaceChildren(form);
      place.removeAttribute("aria-busy");
      hasStarted = true;
      lastChange = JSON.stringify(fields.state());
      tellParent("ready", { height: height() });
      new ResizeObserver(() => tellParent("height", { height: height() })).observe(place);
    },
    async update({ settings }) {
      await follow(settings);
      changed();
    },
    focus: () => fields.focus(),
    blur: () => void (document.activeElement instanceof HTMLElement && document.activeElement.blur()),
    clear: () => fields.clear(),
    ...fields.questions,
  });
  tellParent("hello");
  return { changed };
}
