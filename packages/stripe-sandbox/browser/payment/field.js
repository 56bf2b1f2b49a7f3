// @ts-check
import { Control } from "./control.js";
import { element } from "./dom.js";
import { t } from "./translate.js";

/** @typedef {import("./card-number.js").Problem} Problem */
/**
 * @typedef {object} FieldSpec
 * @property {string} name
 * @property {string} [id] where another form has a field of this name
 * @property {string} label in English, as the placeholder
 * @property {Record<string, string>} attributes of the input
 * @property {(text: string) => string} [format]
 * @property {(text: string) => Problem | undefined} check
 * @property {(text: string) => boolean} [isFull] whether the next field may take over
 * @property {() => void} onInput
 */

/**
 * A text input which formats as it is typed in and says what is wrong once it is left.
 * @extends {Control<HTMLInputElement>}
 */
export class Field extends Control {
  /** @type {Field | undefined} */
  next;
  /** @type {Field | undefined} */
  previous;
  #before = "";
  #complained = false;
  /** @type {FieldSpec & { format: (text: string) => string, isFull: (text: string) => boolean }} */
  #spec;

  /** @param {FieldSpec} spec */
  constructor(spec) {
    const input = element("input", {
      type: "text",
      ...spec.attributes,
      class: "Input Input--empty",
      "aria-required": "true",
      autocapitalize: "none",
      autocorrect: "off",
      spellcheck: "false",
    });
    super(spec, input);
    this.#spec = { format: (text) => text, isFull: () => false, ...spec };
    this.placeholder = spec.attributes.placeholder ?? "";
    input.addEventListener("input", (event) => this.#typed(/** @type {InputEvent} */ (event)));
    input.addEventListener("blur", () => this.value && this.complain());
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Backspace" || this.value || !this.previous) return;
      event.preventDefault();
      this.previous.input.focus();
    });
    this.translate();
    this.mark();
  }

  get value() {
    return this.input.value;
  }

  /** @param {string} text */
  set value(text) {
    this.input.value = this.#spec.format(text);
    this.#settle();
  }

  get problem() {
    return this.isAsked ? this.#spec.check(this.value) : undefined;
  }

  complain() {
    this.#complained = true;
    super.complain();
  }

  clear() {
    this.#complained = false;
    this.value = "";
  }

  translate() {
    super.translate();
    if (this.placeholder) this.input.placeholder = t(this.placeholder);
    else this.input.removeAttribute("placeholder");
  }

  /** @param {InputEvent} event */
  #typed(event) {
    const { input } = this;
    const isDeleting = event.inputType?.startsWith("delete");
    let text = input.value;
    let caret = input.selectionStart ?? text.length;
    const count = (/** @type {string} */ part) => part.replace(/[^0-9a-z]/gi, "").length;
    if (isDeleting && count(text) === count(this.#before) && this.#spec.format(text) !== text) {
      // Only a separator went: what the customer meant is the character before it.
      const kept = text.slice(0, caret).replace(/[^0-9a-z]+$/i, "");
      text = (event.inputType === "deleteContentBackward" ? kept.slice(0, -1) : kept) + text.slice(caret);
      caret = Math.max(kept.length - 1, 0);
    }
    const typedBefore = count(text.slice(0, caret));
    const wasAtEnd = typedBefore === count(text);
    let formatted = this.#spec.format(text);
    if (isDeleting && wasAtEnd && formatted !== text) formatted = formatted.replace(/[^0-9a-z]+$/i, "");
    if (formatted !== input.value) {
      input.value = formatted;
      if (!wasAtEnd) {
        let place = 0;
        for (let seen = 0; seen < typedBefore && place < formatted.length; place++) {
          if (count(formatted[place] ?? "")) seen++;
        }
        input.setSelectionRange(place, place);
      }
    }
    this.#settle();
    const isDone = !isDeleting && wasAtEnd && this.#spec.isFull(this.value) && !this.problem;
    if (isDone && this.next && document.activeElement === input) this.next.input.focus();
  }

  #settle() {
    this.#before = this.input.value;
    this.mark();
    // A number that is full and wrong is told at once; everything else waits until the field is left.
    const { problem } = this;
    if (!problem || !this.value) this.show(undefined);
    else if (this.#spec.isFull(this.value)) this.complain();
    else if (this.#complained && !problem.code.startsWith("incomplete")) this.show(problem);
    else this.show(undefined);
    this.#spec.onInput();
  }
}
