// @ts-check
/**
 * The sandbox's Stripe.js: what `loadStripe` and `<Elements>` talk to when no real Stripe is there.
 *
 * The files of this folder are served as one classic script, because `window.Stripe` must exist the moment it has
 * run: `loadStripe` then uses it and fetches nothing. Card numbers are not their business. They live in the frame
 * (payment.html), which turns them into a PaymentMethod itself and hands over no more than that; only then does this
 * script confirm, because the client secret is the page's to know and the frame has no need of it.
 */
import { Stripe } from "./stripe.js";

if (!("Stripe" in window)) Object.assign(window, { Stripe });
