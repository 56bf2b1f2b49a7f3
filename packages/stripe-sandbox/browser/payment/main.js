// @ts-check
import { createPaymentMethod } from "./api.js";
import { followAppearance, loadFonts } from "./appearance.js";
import { CardForm } from "./card-form.js";
import { element } from "./dom.js";
import { MethodPicker } from "./method-picker.js";
import { listenToParent, tellParent } from "./parent-link.js";
import { SepaForm } from "./sepa-form.js";

/** @typedef {Record<string, any>} Bag */

const root = /** @type {HTMLElement} */ (document.getElementById("payment"));
const form = element("form", { novalidate: true });
const fieldset = element("fieldset");
const forms = [new CardForm(() => changed()), new SepaForm(() => changed())];
const picker = new MethodPicker(() => changed());
/** @type {Bag} */
let settings = {};
let hasStarted = false;
let lastChange = "";

form.append(fieldset);
fieldset.append(element("legend", { class: "Hidden" }, "Payment details"), picker.root);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) tellParent("enter");
  if (event.key === "Escape") say("escape");
});
form.addEventListener("focusin", (event) => !within(event.relatedTarget) && say("focus"));
form.addEventListener("focusout", (event) => !within(event.relatedTarget) && say("blur"));

/** @param {EventTarget | null} target */
const within = (target) => target instanceof Node && form.contains(target);

/** @param {string} name @param {Bag} [event] */
const say = (name, event = {}) => tellParent("event", { name, event });

const state = () => ({
  empty: picker.picked?.isEmpty ?? true,
  complete: picker.picked?.isComplete ?? false,
  collapsed: !picker.picked,
  value: { type: picker.picked?.type ?? "" },
});

function changed() {
  if (!hasStarted) return;
  const event = state();
  const description = JSON.stringify(event);
  if (description === lastChange) return;
  lastChange = description;
  say("change", event);
}

/** @param {Bag} next */
function follow(next) {
  settings = next;
  loadFonts(settings.fonts);
  followAppearance(settings.appearance);
  for (const form of forms) form.follow(settings);
  const offered = forms.filter((form) => settings.paymentMethodTypes.includes(form.type));
  picker.follow(offered.length ? offered : forms.slice(0, 1), settings.options.layout);
  fieldset.disabled = Boolean(settings.options.readOnly);
}

const nothingPicked = { code: "incomplete_payment_details", message: "Please select a payment method." };

const height = () => Math.ceil(root.getBoundingClientRect().height);

listenToParent({
  start(message) {
    follow(message.settings);
    root.replaceChildren(form);
    root.removeAttribute("aria-busy");
    hasStarted = true;
    lastChange = JSON.stringify(state());
    const offered = settings.paymentMethodTypes.map((/** @type {string} */ type) => [
      type,
      { available: true },
    ]);
    tellParent("ready", { height: height(), paymentMethods: Object.fromEntries(offered) });
    new ResizeObserver(() => tellParent("height", { height: height() })).observe(root);
  },
  update: (message) => follow(message.settings),
  focus: () => picker.picked?.focus(),
  blur: () => void (document.activeElement instanceof HTMLElement && document.activeElement.blur()),
  clear: () => picker.picked?.clear(),
  collapse: () => picker.collapse(),
  submit() {
    const { picked } = picker;
    const problem = picked ? picked.complain() : nothingPicked;
    if (problem) return { error: { type: "validation_error", ...problem } };
    return { selectedPaymentMethod: picked?.type };
  },
  async createPaymentMethod({ details = {}, whole }) {
    const { picked } = picker;
    if (!picked) return { error: { type: "validation_error", ...nothingPicked } };
    const { billing_details: given = {}, ...rest } = details;
    const known = settings.options.defaultValues?.billingDetails ?? {};
    const typed = picked.billingDetails;
    // What the customer typed here has the last word, then what the shop passes on confirming.
    const address = { ...known.address, ...given.address, ...typed.address };
    const { paymentMethod, error } = await createPaymentMethod(settings.key, {
      ...rest,
      ...picked.details,
      billing_details: { ...known, ...given, ...typed, address },
    });
    if (error) return { error };
    return { paymentMethod: whole ? paymentMethod : { id: paymentMethod.id, type: paymentMethod.type } };
  },
});
tellParent("hello");
