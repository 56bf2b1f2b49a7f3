// @ts-check
import { Checkbox } from "../payment/checkbox.js";
import { element } from "../payment/dom.js";
import { t } from "../payment/translate.js";

/** A box that has to be ticked before the customer may pay. */
export class TermsBox {
  #box;
  #error = element("p", { class: "Error", id: "terms-error", role: "alert", hidden: true });

  /** @param {string} label */
  constructor(label) {
    this.#box = new Checkbox("terms", label, () => !this.#error.hidden && this.complain());
    this.#box.root.hidden = false;
    this.input = this.#box.input;
    this.input.setAttribute("aria-describedby", "terms-error");
    this.input.setAttribute("aria-required", "true");
    this.root = element("div", {}, this.#box.root, this.#error);
  }

  get problem() {
    return this.input.checked ? undefined : { code: "terms", message: "Tick this to go on." };
  }

  complain() {
    this.#error.hidden = !this.problem;
    this.#error.textContent = this.problem ? t(this.problem.message) : "";
    this.input.setAttribute("aria-invalid", String(Boolean(this.problem)));
  }
}
