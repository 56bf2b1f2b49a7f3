import { useMemo } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { useNow } from "../../ui/use-now.ts";
import { reservationAt } from "./reservation-clock.ts";

/** The reservation's countdown. It runs on the server's time, as the device's clock may be wrong. */
export function useReservation({ serverNow, expiresAt }: CheckoutView) {
  const offset = useMemo(() => Date.parse(serverNow) - Date.now(), [serverNow]);
  const endsAt = Date.parse(expiresAt);
  return { reservation: reservationAt(useNow(offset), endsAt), endsAt: endsAt - offset };
}
