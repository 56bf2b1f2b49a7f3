// @ts-check
import { element } from "./dom.js";

/** @typedef {import("./card-number.js").Problem} Problem */
/**
 * @typedef {object} FieldSpec
 * @property {string} name also the autofill section's key
 * @property {string} label
 * @property {Record<string, string>} attributes of the input
 * @property {(text: string) => string} format
 * @property {(text: string) => Problem | undefined} check
 * @property {(text: string) => boolean} isFull whether the next field may take over
 * @property {() => void} onInput
 */

/** One labelled input which formats as it is typed in and says what is wrong once it is left. */
export class Field {
  /** @type {Field | undefined} */
  next;
  /** @type {Field | undefined} */
  previous;
  #before = "";
  #complained = false;

  /** @param {FieldSpec} spec */
  constructor(spec) {
    this.spec = spec;
    const { name } = spec;
    this.input = element("input", {
      ...spec.attributes,
      id: name,
      name,
      class: "Input Input--empty",
      type: "text",
      "aria-describedby": `${name}-error`,
      "aria-invalid": "false",
      "aria-required": "true",
      autocapitalize: "none",
      autocorrect: "off",
      spellcheck: "false",
    });
    this.label = element("label", { class: "Label", for: name }, spec.label);
    this.error = element("p", { class: "Error", id: `${name}-error`, role: "alert", hidden: true });
    this.adornment = element("span", { class: "Adornment", "aria-hidden": "true" });
    const box = element("div", { class: "InputBox" }, this.input, this.adornment);
    this.root = element("div", { class: `Field Field--${name}` }, this.label, box, this.error);

    this.input.addEventListener("input", (event) => this.#typed(/** @type {InputEvent} */ (event)));
    this.input.addEventListener("blur", () => this.value && this.complain());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Backspace" || this.value || !this.previous) return;
      event.preventDefault();
      this.previous.input.focus();
    });
  }

  get value() {
    return this.input.value;
  }

  /** @param {string} text */
  set value(text) {
    this.input.value = this.spec.format(text);
    this.#settle();
  }

  get problem() {
    return this.root.hidden ? undefined : this.spec.check(this.value);
  }

  /** Says what is wrong, if anything is. */
  complain() {
    this.#complained = true;
    this.#show(this.problem);
  }

  clear() {
    this.#complained = false;
    this.value = "";
  }

  /** @param {InputEvent} event */
  #typed(event) {
    const { input } = this;
    const isDeleting = event.inputType?.startsWith("delete");
    let text = input.value;
    let caret = input.selectionStart ?? text.length;
    const count = (/** @type {string} */ part) => part.replace(/[^0-9a-z]/gi, "").length;
    if (isDeleting && count(text) === count(this.#before)) {
      // Only a separator went: what the customer meant is the character before it.
      const kept = text.slice(0, caret).replace(/[^0-9a-z]+$/i, "");
      text = (event.inputType === "deleteContentBackward" ? kept.slice(0, -1) : kept) + text.slice(caret);
      caret = Math.max(kept.length - 1, 0);
    }
    const typedBefore = count(text.slice(0, caret));
    const wasAtEnd = typedBefore === count(text);
    let formatted = this.spec.format(text);
    if (isDeleting && wasAtEnd) formatted = formatted.replace(/[^0-9a-z]+$/i, "");
    input.value = formatted;
    if (!wasAtEnd) {
      let place = 0;
      for (let seen = 0; seen < typedBefore && place < formatted.length; place++) {
        if (count(formatted[place] ?? "")) seen++;
      }
      input.setSelectionRange(place, place);
    }
    this.#settle();
    const isDone = !isDeleting && wasAtEnd && this.spec.isFull(this.value) && !this.problem;
    if (isDone && this.next && document.activeElement === input) this.next.input.focus();
  }

  #settle() {
    this.#before = this.input.value;
    this.input.classList.toggle("Input--empty", !this.value);
    // A number that is full and wrong is told at once; everything else waits until the field is left.
    if (!this.problem || !this.value) this.#show(undefined);
    else if (this.spec.isFull(this.value)) this.complain();
    else if (this.#complained && !this.problem.code.startsWith("incomplete")) this.#show(this.problem);
    else this.#show(undefined);
    this.spec.onInput();
  }

  /** @param {Problem | undefined} problem */
  #show(problem) {
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    this.input.classList.toggle("Input--invalid", Boolean(problem));
    this.label.classList.toggle("Label--invalid", Boolean(problem));
    this.error.hidden = !problem;
    if (this.error.textContent !== (problem?.message ?? "")) this.error.textContent = problem?.message ?? "";
  }
}
