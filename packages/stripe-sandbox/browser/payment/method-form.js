// @ts-check
import { element } from "./dom.js";

/** @typedef {Record<string, any>} Bag */

/** What the fields of every way to pay have in common. */
export class MethodForm {
  /** @type {import("./field.js").Field[]} in the order a customer meets them */
  fields = [];

  /** @param {string} type as the API calls it @param {string} title */
  constructor(type, title) {
    this.type = type;
    this.title = title;
    this.terms = element("p", { class: "TermsText", hidden: true });
    this.root = element("div", { class: "Fields" });
  }

  get isEmpty() {
    return this.fields.every((field) => !field.value);
  }

  get isComplete() {
    return this.fields.every((field) => !field.problem);
  }

  clear() {
    for (const field of this.fields) field.clear();
  }

  focus() {
    this.fields[0]?.input.focus();
  }

  /** Shows every problem, goes to the first, and returns it. */
  complain() {
    for (const field of this.fields) field.complain();
    const first = this.fields.find((field) => field.problem);
    first?.input.focus();
    return first?.problem;
  }

  /** Adapts to the options of the Payment Element. @param {Bag} _settings */
  follow(_settings) {}

  /** @returns {Bag} what the API calls these details */
  get details() {
    return { type: this.type };
  }

  /** @returns {Bag} */
  get billingDetails() {
    return {};
  }
}
