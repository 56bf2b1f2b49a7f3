// @ts-check
import { element } from "./dom.js";
import { t } from "./translate.js";

/** @typedef {Record<string, any>} Bag */

/** What the fields of every way to pay have in common. */
export class MethodForm {
  /** @type {import("./control.js").Control[]} in the order a customer meets them */
  fields = [];
  /** What the page is told beside the type: never what was typed, but for the country. @type {() => Bag} */
  facts = () => ({});
  /** What the terms say, in English, or nothing. */
  termsText = "";
  #shop = "";

  /** @param {string} type as the API calls it @param {string} title in English */
  constructor(type, title) {
    this.type = type;
    this.title = title;
    this.terms = element("p", { class: "TermsText", hidden: true });
    this.errors = element("div", { class: "Errors" });
    this.grid = element("div", { class: `Fields Fields--${type}` });
    this.root = element("div", { class: "Method" }, this.grid, this.errors, this.terms);
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
    this.fields.find((field) => field.isAsked)?.input.focus();
  }

  /** Shows every problem, goes to the first if wanted, and returns it. @param {boolean} [goThere] */
  complain(goThere = true) {
    for (const field of this.fields) field.complain();
    const first = this.fields.find((field) => field.problem);
    if (goThere) first?.input.focus();
    return first?.problem;
  }

  /** Adapts to the options of the Payment Element. @param {Bag} settings */
  follow({ options = {}, appearance }) {
    this.#shop = options.business?.name ?? "";
    // Joined fields have no room between them: what is wrong is said below them all.
    const isCondensed = appearance?.inputs === "condensed";
    for (const { root, error } of this.fields) (isCondensed ? this.errors : root).append(error);
    this.translate();
  }

  /** Says everything in the language spoken now. */
  translate() {
    for (const field of this.fields) field.translate();
    this.terms.textContent = t(this.termsText, { shop: this.#shop || t("this shop") });
  }

  /** @returns {Bag} what the API calls these details */
  get details() {
    return { type: this.type };
  }

  /** @returns {Bag} */
  get billingDetails() {
    return {};
  }
}
