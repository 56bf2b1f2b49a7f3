// @ts-check
import { bankMark, brandMark } from "./brand-marks.js";
import { brands, unknownBrand } from "./brands.js";
import { drawing, element } from "./dom.js";
import { MethodForm } from "./method-form.js";
import { t } from "./translate.js";

/** @typedef {Record<string, any>} Bag */

/** The customer's saved cards and bank accounts, of which one is chosen. */
export class SavedForm extends MethodForm {
  facts = () => (this.chosen ? { type: this.chosen.type, payment_method: publicFacts(this.chosen) } : {});
  /** @type {Bag[]} PaymentMethods */
  methods = [];
  /** @type {Bag | undefined} */
  chosen;
  #mayRemove = false;
  #isEditing = false;
  /** The id of the one that the customer is asked about once more. */
  #doubtful = "";
  #list = element("div", { class: "SavedList", role: "radiogroup" });
  #problem = element("p", { class: "Error", role: "alert", hidden: true });
  #edit = element("button", { class: "SecondaryLink SavedEdit", type: "button" });

  /** @param {() => void} onInput @param {(method: Bag) => Promise<string | undefined>} remove resolves to what went wrong */
  constructor(onInput, remove) {
    super("saved", "Saved");
    this.onInput = onInput;
    this.remove = remove;
    this.#edit.addEventListener("click", () => {
      this.#isEditing = !this.#isEditing;
      this.#doubtful = "";
      this.#draw();
    });
    this.root.className = "Saved";
    this.root.replaceChildren(this.#list, this.#problem, this.#edit);
  }

  /** @param {Bag[]} methods @param {boolean} mayRemove */
  offer(methods, mayRemove) {
    this.methods = methods;
    this.#mayRemove = mayRemove;
    this.chosen = methods.find((method) => method.id === this.chosen?.id) ?? methods[0];
    this.#draw();
  }

  translate() {
    super.translate();
    this.#draw();
  }

  get isEmpty() {
    return !this.chosen;
  }

  get isComplete() {
    return Boolean(this.chosen);
  }

  focus() {
    this.#list.querySelector("input")?.focus();
  }

  complain() {
    return this.chosen
      ? undefined
      : { code: "incomplete_payment_details", message: "Please select a payment method." };
  }

  #draw() {
    this.#list.setAttribute("aria-label", t("Saved"));
    this.#list.replaceChildren(...this.methods.map((method) => this.#item(method)));
    this.#edit.hidden = !this.#mayRemove || this.methods.length === 0;
    this.#edit.textContent = t(this.#isEditing ? "Done" : "Edit");
  }

  /** @param {Bag} method */
  #item(method) {
    const id = `saved-${method.id}`;
    const isChosen = method === this.chosen;
    const radio = element("input", {
      type: "radio",
      name: "saved",
      id,
      class: "Hidden",
      checked: isChosen,
    });
    radio.addEventListener("change", () => {
      this.chosen = method;
      this.#draw();
      document.getElementById(id)?.focus();
      this.onInput();
    });
    const item = element(
      "div",
      { class: `PickerItem${isChosen ? " PickerItem--selected" : ""}` },
      radio,
      element("label", { class: "PickerItemLabel", for: id }, markOf(method), ...describe(method)),
    );
    if (this.#isEditing) item.append(element("span", { class: "SavedActions" }, ...this.#removal(method)));
    return item;
  }

  /** Asks once more before something is lost. @param {Bag} method */
  #removal(method) {
    const name = describe(method)[0]?.textContent ?? "";
    const button = (
      /** @type {string} */ text,
      /** @type {() => void} */ act,
      /** @type {string} */ label,
    ) => {
      const node = element("button", { class: "SecondaryLink", type: "button", "aria-label": label }, text);
      node.addEventListener("click", act);
      return node;
    };
    if (this.#doubtful !== method.id) {
      const confirmRemoval = () => {
        this.#doubtful = method.id;
        this.#draw();
        this.#list.querySelector("button")?.focus();
      };
      return [button(t("Remove"), confirmRemoval, t("Remove {name}", { name }))];
    }
    const question = method.type === "card" ? "Remove this card?" : "Remove this bank account?";
    const keep = () => {
      this.#doubtful = "";
      this.#draw();
    };
    return [
      element("span", {}, t(question)),
      button(t("Remove"), () => this.#removeNow(method), t(question)),
      button(t("Keep"), keep, t("Keep")),
    ];
  }

  /** @param {Bag} method */
  async #removeNow(method) {
    const problem = await this.remove(method);
    this.#problem.hidden = !problem;
    this.#problem.textContent = problem ? t("It could not be removed. Please try again.") : "";
    this.#doubtful = "";
    if (!problem)
      this.offer(
        this.methods.filter((other) => other !== method),
        this.#mayRemove,
      );
    else this.#draw();
    this.onInput();
  }
}

/** @param {Bag} method */
function markOf(method) {
  if (method.type !== "card") return drawing(bankMark);
  return brandMark(brands.find(({ name }) => name === method.card.brand) ?? unknownBrand);
}

/** @param {Bag} method */
function describe({ type, card, sepa_debit: account }) {
  const ends = type === "card" ? card.last4 : account?.last4;
  const number = element("span", { class: "PickerItemNumber" }, `•••• ${ends ?? ""}`);
  if (type !== "card") return [number];
  const date = `${String(card.exp_month).padStart(2, "0")} / ${String(card.exp_year).slice(-2)}`;
  return [number, element("span", { class: "PickerItemDate" }, t("Expires {date}", { date }))];
}

/** What events tell of a saved PaymentMethod. @param {Bag} method */
export const publicFacts = ({ id, type, billing_details }) => ({ id, type, billing_details });
