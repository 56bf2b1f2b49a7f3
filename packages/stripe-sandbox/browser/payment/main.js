// @ts-check
import { createConfirmationToken, createPaymentMethod, loadSession, removePaymentMethod } from "./api.js";
import { CardForm } from "./card-form.js";
import { Checkbox } from "./checkbox.js";
import { openFrame, say } from "./frame.js";
import { MethodPicker } from "./method-picker.js";
import { publicFacts, SavedForm } from "./saved-form.js";
import { SepaForm } from "./sepa-form.js";
import { t } from "./translate.js";

/** @typedef {Record<string, any>} Bag */

const place = /** @type {HTMLElement} */ (document.getElementById("element"));
const card = new CardForm(onInput);
const sepa = new SepaForm(onInput);
const saved = new SavedForm(onInput, removeSaved);
const picker = new MethodPicker(onInput);
const saves = new Checkbox("save", "Save payment details for future purchases", onInput);
/** @type {Bag} */
let settings = {};
/** @type {Bag} What Stripe knows: the ways to pay that are offered, and the customer's saved ones. */
let session = {};
let cardDetails = "";

const { changed } = openFrame(place, {
  root: picker.root,
  legend: "Payment details",
  follow,
  state,
  focus: () => picker.picked?.focus(),
  clear: () => picker.picked?.clear(),
  questions: {
    collapse: () => picker.collapse(),
    submit({ isFirst }) {
      const { picked } = picker;
      const problem = picked ? picked.complain(isFirst) : nothingPicked;
      if (problem) return { error: validationError(problem) };
      return { selectedPaymentMethod: picked === saved ? saved.chosen?.type : picked?.type };
    },
    createPaymentMethod: ({ params, whole }) => make(params, whole),
    createConfirmationToken: ({ params }) => makeToken(params),
  },
});

function onInput() {
  changed();
  const details = JSON.stringify(card.cardDetails ?? null);
  if (picker.picked === card && details !== cardDetails && cardDetails !== "")
    say("carddetailschange", { loading: false, details: card.cardDetails });
  cardDetails = details;
  showSaves();
}

function state() {
  const { picked } = picker;
  return {
    empty: picked?.isEmpty ?? true,
    complete: picked?.isComplete ?? false,
    collapsed: !picked,
    value: {
      type: picked?.type ?? "",
      ...picked?.facts(),
      ...(saves.root.hidden ? {} : { savePaymentMethod: saves.isChecked }),
    },
  };
}

/** @param {Bag} next */
async function follow(next) {
  settings = next;
  const answer = await loadSession(settings);
  // Meanwhile the page may have said something newer.
  if (settings !== next) return undefined;
  if (answer.error) return answer.error;
  const before = Object.keys(session.methods ?? {}).join();
  session = answer.session;
  const { customer } = session;
  for (const form of [card, sepa, saved]) form.follow(settings);
  saves.translate();
  saved.offer(customer?.payment_methods ?? [], customer?.features.payment_method_remove === "enabled");
  picker.follow(offered(), settings.options.layout, saved.methods.length > 0);
  showSaves();
  const types = session.payment_method_types.map((/** @type {string} */ type) => [type, { available: true }]);
  session.methods = Object.fromEntries(types);
  if (before !== Object.keys(session.methods).join())
    say("availablepaymentmethodschange", { paymentMethods: session.methods });
  return undefined;
}

/** The ways to pay, saved ones first, then in the order that the shop wants. */
function offered() {
  const order = settings.options.paymentMethodOrder ?? [];
  const rank = (/** @type {string} */ type) => (order.includes(type) ? order.indexOf(type) : order.length);
  const fresh = [card, sepa]
    .filter((form) => session.payment_method_types.includes(form.type))
    .sort((a, b) => rank(a.type) - rank(b.type));
  return saved.methods.length > 0 ? [saved, ...fresh] : fresh;
}

/** The offer to save stands under the new details that would be saved. */
function showSaves() {
  const { picked } = picker;
  const isOffered = session.customer?.features.payment_method_save === "enabled";
  saves.root.hidden = !isOffered || !picked || picked === saved;
  if (picked && picked !== saved && saves.root.parentElement !== picked.root)
    picked.root.insertBefore(saves.root, picked.terms);
}

const nothingPicked = { code: "incomplete_payment_details", message: "Please select a payment method." };

/** @param {{ code: string, message: string }} problem */
const validationError = ({ code, message }) => ({ type: "validation_error", code, message: t(message) });

/** A new PaymentMethod of what was typed, or the saved one. @param {Bag} [params] @param {boolean} [whole] */
async function make(params = {}, whole = false) {
  const { picked } = picker;
  if (!picked) return { error: validationError(nothingPicked) };
  if (picked === saved && saved.chosen) return { paymentMethod: whole ? saved.chosen : idOf(saved.chosen) };
  const { paymentMethod, error } = await createPaymentMethod(settings.key, detailsOf(picked, params));
  if (error) return { error };
  const usage = usageToSave();
  return {
    paymentMethod: whole ? paymentMethod : idOf(paymentMethod),
    ...(usage ? { setupFutureUsage: usage } : {}),
  };
}

/** A token of what was typed or chosen. @param {Bag} [params] */
async function makeToken({ payment_method_data: data, ...rest } = {}) {
  const { picked } = picker;
  if (!picked) return { error: validationError(nothingPicked) };
  const chosen = picked === saved ? saved.chosen : undefined;
  return createConfirmationToken(settings.key, {
    ...rest,
    setup_future_usage: usageToSave(),
    ...(chosen ? { payment_method: chosen.id } : { payment_method_data: detailsOf(picked, data) }),
  });
}

/** @param {import("./method-form.js").MethodForm} picked @param {Bag} [params] */
function detailsOf(picked, params = {}) {
  const { billing_details: given = {}, ...rest } = params;
  const known = settings.options.defaultValues?.billingDetails ?? {};
  const typed = picked.billingDetails;
  // What the customer typed here has the last word, then what the shop passes on confirming.
  const address = { ...known.address, ...given.address, ...typed.address };
  return {
    ...redisplay(),
    ...rest,
    ...picked.details,
    billing_details: { ...known, ...given, ...typed, address },
  };
}

/** For which use the customer wants the new details saved, if they do. */
const usageToSave = () =>
  saves.isChecked ? (session.customer.features.payment_method_save_usage ?? undefined) : undefined;

/** @param {Bag} method */
const idOf = ({ id, type }) => ({ id, type });

/** Whether the customer may be shown it again, as they said. https://docs.stripe.com/payments/save-customer-payment-methods */
function redisplay() {
  if (session.customer?.features.payment_method_save !== "enabled") return {};
  if (saves.isChecked) return { allow_redisplay: "always" };
  return settings.futureUse ? { allow_redisplay: "limited" } : {};
}

/** @param {Bag} method */
async function removeSaved(method) {
  const { error } = await removePaymentMethod(settings, method.id);
  say("savedpaymentmethodremove", {
    success: !error,
    ...(error ? { error: error.message } : {}),
    payment_method: publicFacts(method),
  });
  if (error) return error.message;
  session.customer.payment_methods = session.customer.payment_methods.filter(
    (/** @type {Bag} */ other) => other !== method,
  );
  // The list is empty: go on to the new ways to pay.
  if (session.customer.payment_methods.length === 0) {
    saved.methods = [];
    picker.follow(offered(), settings.options.layout);
  }
  return undefined;
}
