// @ts-check
import { Control } from "./control.js";
import { element } from "./dom.js";
import { t } from "./translate.js";

/** @typedef {{ value: string, text: string }} Choice */

/**
 * A choice among few or many, such as a country.
 * @extends {Control<HTMLSelectElement>}
 */
export class SelectField extends Control {
  /** @param {{ name: string, id?: string, label: string, autocomplete: string, onInput: () => void }} spec */
  constructor({ autocomplete, onInput, ...spec }) {
    super(spec, element("select", { class: "Input", autocomplete }));
    this.box.classList.add("InputBox--select");
    this.input.addEventListener("change", () => {
      this.show(undefined);
      this.mark();
      onInput();
    });
    this.mark();
  }

  get value() {
    return this.input.value;
  }

  /** A value that is not among the choices is passed over. @param {string} value */
  set value(value) {
    const before = this.input.value;
    this.input.value = value;
    if (this.input.selectedIndex < 0) this.input.value = before;
    this.mark();
  }

  get problem() {
    if (!this.isAsked || this.value) return undefined;
    return { code: `incomplete_${this.name}`, message: "This field is incomplete." };
  }

  /** Keeps what is chosen, if it is still there. @param {Choice[]} choices */
  offer(choices) {
    const before = this.value;
    this.input.replaceChildren(
      ...choices.map(({ value, text }) => {
        const option = element("option", {}, t(text));
        option.value = value;
        return option;
      }),
    );
    this.value = before;
  }
}
