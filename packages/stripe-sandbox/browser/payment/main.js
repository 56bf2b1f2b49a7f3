// @ts-check
import { createPaymentMethod } from "./api.js";
import { followAppearance, loadFonts } from "./appearance.js";
import { CardForm } from "./card-form.js";
import { element } from "./dom.js";
import { listenToParent, tellParent } from "./parent-link.js";

/** @typedef {Record<string, any>} Bag */

const root = /** @type {HTMLElement} */ (document.getElementById("payment"));
const form = element("form", { novalidate: true });
const fieldset = element("fieldset", { class: "Block" });
const card = new CardForm(() => changed());
/** @type {Bag} */
let settings = {};
let hasStarted = false;
let lastChange = "";

form.append(fieldset);
fieldset.append(element("legend", { class: "Hidden" }, "Card details"), card.root);
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

function changed() {
  if (!hasStarted) return;
  const event = {
    empty: card.isEmpty,
    complete: card.isComplete,
    collapsed: false,
    value: { type: card.type },
  };
  const description = JSON.stringify(event);
  if (description === lastChange) return;
  lastChange = description;
  say("change", event);
}

/** @param {Bag} next */
async function follow(next) {
  settings = next;
  loadFonts(settings.fonts);
  followAppearance(settings.appearance);
  card.follow(settings.options);
  fieldset.disabled = Boolean(settings.options.readOnly);
  await new Promise(requestAnimationFrame);
}

const height = () => Math.ceil(root.getBoundingClientRect().height);

listenToParent({
  async start(message) {
    await follow(message.settings);
    root.replaceChildren(form);
    root.removeAttribute("aria-busy");
    hasStarted = true;
    lastChange = JSON.stringify({
      empty: true,
      complete: false,
      collapsed: false,
      value: { type: card.type },
    });
    tellParent("ready", { height: height(), paymentMethods: { card: { available: true } } });
    new ResizeObserver(() => tellParent("height", { height: height() })).observe(root);
  },
  update: (message) => follow(message.settings),
  focus: () => card.focus(),
  blur: () => void (document.activeElement instanceof HTMLElement && document.activeElement.blur()),
  clear: () => card.clear(),
  submit() {
    const problem = card.complain();
    if (problem) return { error: { type: "validation_error", ...problem } };
    return { selectedPaymentMethod: card.type };
  },
  async createPaymentMethod({ details = {}, whole }) {
    const { billing_details: billing = {}, ...rest } = details;
    const known = settings.options.defaultValues?.billingDetails ?? {};
    const { paymentMethod, error } = await createPaymentMethod(settings.key, {
      ...rest,
      ...card.details,
      billing_details: {
        ...known,
        ...billing,
        address: { ...known.address, ...billing.address, ...card.billingAddress },
      },
    });
    if (error) return { error };
    return { paymentMethod: whole ? paymentMethod : { id: paymentMethod.id, type: paymentMethod.type } };
  },
});
tellParent("hello");
