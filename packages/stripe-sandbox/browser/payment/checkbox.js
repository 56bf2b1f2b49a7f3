// @ts-check
import { element } from "./dom.js";
import { t } from "./translate.js";

/** A choice to make or leave, such as saving a card. */
export class Checkbox {
  #text;

  /** @param {string} id @param {string} label in English @param {() => void} onChange */
  constructor(id, label, onChange) {
    this.labelText = label;
    this.input = element("input", { type: "checkbox", id, class: "CheckboxInput" });
    this.#text = element("span", { class: "CheckboxLabel" });
    this.root = element("label", { class: "Checkbox", for: id, hidden: true }, this.input, this.#text);
    this.input.addEventListener("change", () => {
      this.mark();
      onChange();
    });
    this.translate();
  }

  /** Whether it is asked and the customer said yes. */
  get isChecked() {
    return this.input.checked && !this.root.hidden;
  }

  translate() {
    this.#text.textContent = t(this.labelText);
  }

  mark() {
    for (const name of ["Checkbox", "CheckboxInput", "CheckboxLabel"])
      for (const node of [this.root, this.input, this.#text])
        if (node.classList.contains(name)) node.classList.toggle(`${name}--checked`, this.input.checked);
  }
}
