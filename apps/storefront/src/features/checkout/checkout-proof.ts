/** What proves that this browser may pay a checkout; neither: it is the cart's, whose secret is in a cookie. */
export interface CheckoutProof {
  /** Of the order that is paid another way. */
  orderToken?: string;
  /** Of the link that the shop has sent for an order which it has put together. */
  linkToken?: string;
}

/** Whether the cart is paid: it can be changed, and reserved again. */
export function isOfCart({ orderToken, linkToken }: CheckoutProof): boolean {
  return orderToken === undefined && linkToken === undefined;
}
