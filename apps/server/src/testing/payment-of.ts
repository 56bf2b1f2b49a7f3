/** The payment of a checkout that was prepared and whose total is more than 0. */
export function paymentOf<Payment>({ payment }: { payment: Payment | null }): Payment {
  if (payment === null) throw new Error("The order was placed without a payment");
  return payment;
}
