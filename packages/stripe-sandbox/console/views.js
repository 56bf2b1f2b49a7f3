// @ts-check
import { checkoutView } from "./views/checkout.js";
import { checkoutsView } from "./views/checkouts.js";
import { clockView } from "./views/clock.js";
import { customerView } from "./views/customer.js";
import { customersView } from "./views/customers.js";
import { eventView } from "./views/event.js";
import { eventsView } from "./views/events.js";
import { faultsView } from "./views/faults.js";
import { objectView } from "./views/object.js";
import { objectsView } from "./views/objects.js";
import { paymentView } from "./views/payment.js";
import { paymentsView } from "./views/payments.js";
import { requestView } from "./views/request.js";
import { requestsView } from "./views/requests.js";
import { searchView } from "./views/search.js";
import { startView } from "./views/start.js";
import { stateView } from "./views/state.js";
import { webhookView } from "./views/webhook.js";
import { webhooksView } from "./views/webhooks.js";

/**
 * A page while it is open. `draw` may be called at any time and reads nothing; `hint` hears what changes; `back` is where
 * Escape leads.
 * @typedef {{
 *   title: string, back?: string, draw: () => import("./dom.js").Child,
 *   hint?: (hint: import("./live.js").Hint) => void, close?: () => void,
 * }} OpenView
 * @typedef {(address: { id: string, query: URLSearchParams }) => OpenView} View
 */

/** All pages, by the first word of their address: as a list, and of one thing. @type {Record<string, { list: View, one?: View }>} */
export const views = {
  payments: { list: paymentsView, one: paymentView },
  customers: { list: customersView, one: customerView },
  checkout: { list: checkoutsView, one: checkoutView },
  events: { list: eventsView, one: eventView },
  requests: { list: requestsView, one: requestView },
  webhooks: { list: webhooksView, one: webhookView },
  faults: { list: faultsView },
  clock: { list: clockView },
  state: { list: stateView },
  objects: { list: objectsView, one: objectView },
  search: { list: searchView },
  start: { list: startView },
};
