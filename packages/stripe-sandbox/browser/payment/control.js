// @ts-check
import { element } from "./dom.js";
import { t } from "./translate.js";

/** @typedef {import("./card-number.js").Problem} Problem */

/**
 * One labelled input or choice, with the place where it is said what is wrong.
 * @template {HTMLInputElement | HTMLSelectElement} [T=HTMLInputElement | HTMLSelectElement]
 */
export class Control {
  /** @param {{ name: string, id?: string | undefined, label: string }} spec the label in English; the id is the name when left out @param {T} input */
  constructor({ name, id = name, label }, input) {
    this.name = name;
    this.input = input;
    this.labelText = label;
    input.id = id;
    input.name = name;
    input.setAttribute("aria-describedby", `${id}-error`);
    input.setAttribute("aria-invalid", "false");
    this.label = element("label", { class: "Label", for: id });
    this.error = element("p", { class: "Error", id: `${id}-error`, role: "alert", hidden: true });
    this.adornment = element("span", { class: "Adornment", "aria-hidden": "true" });
    this.box = element("div", { class: "InputBox" }, input, this.adornment);
    this.root = element("div", { class: `Field Field--${name}` }, this.label, this.box, this.error);
    for (const event of ["focus", "blur"]) input.addEventListener(event, () => this.mark());
    this.translate();
  }

  get value() {
    return this.input.value;
  }

  /** What is wrong with the value, if anything is. @returns {Problem | undefined} */
  get problem() {
    return undefined;
  }

  /** Says what is wrong, if anything is. */
  complain() {
    this.show(this.problem);
  }

  clear() {}

  /** Whether the customer is asked for it now: neither the field nor the group it is in is hidden. */
  get isAsked() {
    return !this.root.hidden && !this.root.parentElement?.hidden;
  }

  /** Says the label, and what is wrong by now, in the language spoken now. */
  translate() {
    this.label.textContent = t(this.labelText);
    if (!this.error.hidden) this.show(this.problem);
  }

  /** Lets `appearance.rules` tell labels and inputs apart by what is in them. */
  mark() {
    const isFocused = this.input.ownerDocument.activeElement === this.input;
    const isEmpty = !this.value;
    const floats = isFocused || !isEmpty || this.input instanceof HTMLSelectElement;
    this.input.classList.toggle("Input--empty", isEmpty);
    this.label.classList.toggle("Label--empty", isEmpty);
    this.label.classList.toggle("Label--focused", isFocused);
    this.label.classList.toggle("Label--floating", floats);
    this.label.classList.toggle("Label--resting", !floats);
  }

  /** @param {Problem | undefined} problem */
  show(problem) {
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    this.input.classList.toggle("Input--invalid", Boolean(problem));
    this.label.classList.toggle("Label--invalid", Boolean(problem));
    this.error.hidden = !problem;
    const message = problem ? t(problem.message) : "";
    if (this.error.textContent !== message) this.error.textContent = message;
  }
}
