import { useSearch } from "@tanstack/react-router";
import { CheckoutPage } from "../features/checkout/checkout-page.tsx";

export function CheckoutRoute() {
  const { declined = false, cancelled = false, order } = useSearch({ from: "/checkout" });
  return (
    <CheckoutPage {...{ declined, cancelled }} proof={order === undefined ? {} : { orderToken: order }} />
  );
}
