import type { CheckoutLimit, SwitchName } from "@dualtrack/contract";

interface SwitchText {
  label: string;
  /** What it does while it is on. */
  on: string;
  /** What happens while it is off, and when it is on again. */
  off: string;
}

export const switchTexts: Record<SwitchName, SwitchText> = {
  new_checkouts: {
    label: "New checkouts",
    on: "Everybody may begin a checkout.",
    off: "Whoever may not begin one reads your text. Carts are kept, checkouts that are under way and payment links can be paid, and orders go on.",
  },
  reservations: {
    label: "Reservations",
    on: "What is in a checkout is kept for its customer until it is paid or the time is up.",
    off: "Stock is only looked at when a checkout begins and when Pay is pressed, and taken once the payment has come. Two customers can pay for the last one: the second one gets the money back. Checkouts that have reserved keep what they have; booked time and payment links are always reserved.",
  },
  discounts: {
    label: "Discounts",
    on: "Codes and automatic discounts take off what they say.",
    off: "Codes are refused, and nothing is taken off by itself. A checkout that has a discount gets a new price, which its customer sees before paying; what is being paid, payment links and orders keep theirs.",
  },
  hosted_checkout: {
    label: "Stripe's page",
    on: "Customers may pay on Stripe's page, if the settings say so.",
    off: "Everybody pays on the shop's page, whatever the settings say. Pages of Stripe's that are open can still be paid.",
  },
  provisional_orders: {
    label: "Provisional orders",
    on: "The order is there as soon as the customer has paid, and is confirmed a moment later.",
    off: "An order is there once Stripe has confirmed its payment, by webhook or sync. The customer's page waits for that, and says so.",
  },
  webhook_processing: {
    label: "Handling of Stripe's events",
    on: "What Stripe reports is handled at once.",
    off: "Events are stored and wait. The background sync and the customer's page settle payments meanwhile. Switched on again, all that wait are handled, the oldest first.",
  },
  background_sync: {
    label: "Background sync",
    on: "Each minute Stripe is asked about payments whose outcome is open, and at once after an order.",
    off: "Webhooks, the end of a reservation and the hourly reconciliation settle payments. Syncs by hand go on. Switched on again, all that is due is asked about within a minute.",
  },
  automatic_refunds: {
    label: "Automatic refunds",
    on: "What the shop has to give back by itself is sent at once, e.g. the second payment of an order.",
    off: "Such refunds wait, and stand on Home and on their orders, where each can be sent by hand. Switched on again, all that wait are sent, each once. Refunds that staff make go on.",
  },
};

/** Who may begin a checkout, in words. */
export function limitText({ audience, percent }: CheckoutLimit): string {
  if (audience === "nobody") return "Off: nobody may begin a checkout";
  if (audience === "staff") return "Only staff who are signed in";
  return `${percent} % of the visitors, and staff`;
}
