import { useMemo } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { useNow } from "../../ui/use-now.ts";
import { reservationAt } from "./reservation-clock.ts";

/** The reservation's clock. It runs on the server's time, whatever this device's clock says. */
export function useReservation({ serverNow, expiresAt }: CheckoutView) {
  const offset = useMemo(() => Date.parse(serverNow) - Date.now(), [serverNow]);
  const endsAt = Date.parse(expiresAt);
  return { reservation: reservationAt(useNow(offset), endsAt), endsAt: endsAt - offset };
}
