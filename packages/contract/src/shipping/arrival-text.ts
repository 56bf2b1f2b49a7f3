const format = new Intl.DateTimeFormat("en-IE", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** A shipping method as a customer has chosen it. */
export interface ShippingChoice {
  name: string;
  isPickup: boolean;
  /** Calendar days such as 2026-03-29; null: no date is promised. */
  arrives: { from: string; to: string } | null;
}

/** When goods arrive or can be collected, e.g. "Arrives Wed 2 Dec – Fri 4 Dec"; null: no date is promised. */
export function arrivalText({ isPickup, arrives }: ShippingChoice): string | null {
  if (arrives === null) return null;
  const days = [arrives.from, arrives.to].map((day) =>
    format.format(new Date(`${day}T00:00:00Z`)).replace(",", ""),
  );
  const range = [...new Set(days)].join(" – ");
  return isPickup ? `Ready for pick-up ${range}` : `Arrives ${range}`;
}
