// @ts-check
import { createConfirmationToken } from "../payment/api.js";
import { send } from "../payment/connection.js";
import { listenToParent, tellParent } from "../payment/parent-link.js";
import { hiddenAddress } from "./people.js";
import { Sheet } from "./sheet.js";

/** @typedef {Record<string, any>} Bag */

const form = /** @type {HTMLFormElement} */ (document.getElementById("sheet"));
/** @type {Bag} */
let settings = {};
/** @type {Sheet} */
let sheet;
/** Answers to earlier choices are dropped. */
let round = 0;

/** Asks the shop for the price of what was chosen. @param {"address" | "rate"} type @param {Bag} chosen */
function ask(type, chosen) {
  round += 1;
  sheet.problem.textContent = "";
  sheet.setBusy(true, "Asking the shop…");
  tellParent(type, { ...chosen, round });
}

function askForAddress() {
  const person = sheet.chosenPerson;
  if (person) ask("address", { name: person.name, address: hiddenAddress(person.address) });
}

function pay() {
  const person = sheet.chosenPerson;
  if (!person) return;
  sheet.problem.textContent = "";
  sheet.setBusy(true, "Paying…");
  const { name, email, phone, address } = person;
  const { emailRequired, phoneNumberRequired, shippingAddressRequired, billingAddressRequired } = settings;
  const isWholeBilling = billingAddressRequired ?? true;
  tellParent("pay", {
    phone,
    billingDetails: {
      name,
      ...(emailRequired ? { email } : {}),
      ...(phoneNumberRequired ? { phone } : {}),
      address: isWholeBilling ? address : { ...address, line1: "", line2: null, city: "", state: "" },
    },
    ...(shippingAddressRequired ? { shippingAddress: { name, address } } : {}),
    ...(sheet.rate
      ? { shippingRate: settings.shippingRates.find((/** @type {Bag} */ { id }) => id === sheet.rate) }
      : {}),
  });
}

/** @param {Bag} params @returns {Promise<Bag>} */
async function make(params = {}) {
  const { object, error } = await send("/elements/wallet_payment_method", {
    method: "POST",
    headers: { Authorization: `Bearer ${settings.key}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      wallet: settings.wallet,
      token: sheet.card.value,
      billing_details: withoutEmpty(params.billing_details ?? {}),
    }),
  });
  return error ? { error } : { paymentMethod: object };
}

/** @param {Bag} details @returns {Bag} */
function withoutEmpty(details) {
  const filled = Object.entries(details).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(
    filled.map(([name, value]) => [name, typeof value === "object" ? withoutEmpty(value) : value]),
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  pay();
});
form.addEventListener("change", ({ target }) => {
  if (target === sheet.person && settings.shippingAddressRequired) askForAddress();
  else if (target === sheet.person) sheet.show(settings);
  else if (target instanceof HTMLInputElement && target.name === "rate")
    ask("rate", {
      shippingRate: settings.shippingRates.find((/** @type {Bag} */ { id }) => id === sheet.rate),
    });
});

/** @param {Bag} message @param {boolean} isRefused */
function answered(message, isRefused) {
  if (message.round !== round) return;
  settings = message.settings;
  sheet.setBusy(false);
  sheet.show(settings);
  if (!isRefused) return;
  sheet.complain({ reason: "address_unserviceable" });
  sheet.pay.disabled = true;
}

listenToParent({
  start(message) {
    settings = message.settings;
    sheet = new Sheet(form, settings);
    sheet.show(settings);
    // A wallet tells the address that it would use as soon as it opens.
    if (settings.shippingAddressRequired) askForAddress();
    sheet.card.focus();
  },
  priced: (message) => answered(message, false),
  refused: (message) => answered(message, true),
  failed(failure) {
    sheet.setBusy(false);
    sheet.show(settings);
    sheet.complain(/** @type {{ reason: string }} */ (failure));
  },
  async createPaymentMethod({ params, whole }) {
    const { paymentMethod, error } = await make(params);
    if (error) return { error };
    return { paymentMethod: whole ? paymentMethod : { id: paymentMethod.id, type: paymentMethod.type } };
  },
  async createConfirmationToken({ params: { payment_method_data: data, ...rest } }) {
    const { paymentMethod, error } = await make(data);
    if (error) return { error };
    return createConfirmationToken(settings.key, { ...rest, payment_method: paymentMethod.id });
  },
});
tellParent("hello");
