import type { Availability as AvailabilityState, ProductKind } from "@dualtrack/contract";
import { useHydrated } from "@tanstack/react-router";
import { formatDay } from "../messages.ts";

interface AvailabilityProps {
  kind: ProductKind;
  availability: AvailabilityState;
  left: number | null;
  opensAt: string | null;
  /** Whether it also says that enough is available. */
  always?: boolean;
}

const dots: Record<AvailabilityState, string> = {
  available: "bg-good",
  low: "bg-warn",
  sold_out: "bg-edge",
  upcoming: "bg-pay",
};
const colours: Record<AvailabilityState, string> = {
  available: "text-good",
  low: "text-warn",
  sold_out: "text-soft",
  upcoming: "text-pay",
};

export function Availability({ kind, availability, left, opensAt, always }: AvailabilityProps) {
  const knowsTimeZone = useHydrated(); // the server does not know the customer's
  if (availability === "available" && !always) return null;
  return (
    <span className={`inline-flex items-baseline gap-2 text-sm font-semibold ${colours[availability]}`}>
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${dots[availability]}`} />
      {text(kind, availability, left, knowsTimeZone ? opensAt : null)}
    </span>
  );
}

const availableTexts: Record<ProductKind, string> = {
  physical: "In stock",
  digital: "Ready to download",
  service: "To book",
};

function text(
  kind: ProductKind,
  availability: AvailabilityState,
  left: number | null,
  opensAt: string | null,
): string {
  switch (availability) {
    case "available":
      return availableTexts[kind];
    case "low":
      return left === null ? "Few left" : `${left} left`;
    case "sold_out":
      return "Sold out";
    case "upcoming":
      return opensAt ? `Opens ${formatDay(opensAt)}` : "Coming soon";
  }
}
