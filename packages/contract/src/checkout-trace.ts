/**
 * The W3C `traceparent` of a checkout's own trace, whose id is the checkout's. What a customer's page asks about a checkout is part of it, and
 * whatever is about its payment later can name it, as the checkout's id stands at Stripe.
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function checkoutTraceparent(checkoutId: string): string {
  const hex = checkoutId.replaceAll("-", "").toLowerCase();
  return `00-${hex}-${hex.slice(16)}-01`;
}
