import { getRouteApi } from "@tanstack/react-router";
import { CheckoutPage } from "../features/checkout/checkout-page.tsx";

const route = getRouteApi("/pay/$token");

/** Where whoever has a payment link pays what the shop has put together for them. */
export function PayRoute() {
  const { token } = route.useParams();
  const { declined = false, cancelled = false } = route.useSearch();
  return <CheckoutPage {...{ declined, cancelled }} proof={{ linkToken: token }} />;
}
