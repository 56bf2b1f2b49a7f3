import { errorMessage, formatMoment } from "../../messages.ts";
import { Button } from "../../ui/button.tsx";
import type { Reservation } from "./reservation-clock.ts";

interface ReservationLineProps {
  /** False: the shop reserves nothing; the time is that in which the price holds. */
  reservesStock: boolean;
  reservation: Reservation;
  /** When it ends, by this device's clock. */
  endsAt: number;
  canExtend: boolean;
  extending: boolean;
  error: unknown;
  onExtend(): void;
}

/** How long the items stay reserved; highlighted when little time is left. */
export function ReservationLine({
  reservesStock,
  reservation,
  endsAt,
  canExtend,
  extending,
  error,
  onExtend,
}: ReservationLineProps) {
  const soon = reservation.phase === "soon";
  return (
    <div className={`border-l-4 px-4 py-2 ${soon ? "border-warn bg-warn-wash" : "border-line bg-sheet"}`}>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-6">
        <p role="timer" aria-live="off">
          {reservesStock ? "Reserved for you" : "This price holds"} until{" "}
          <strong>{formatMoment(endsAt)}</strong>, {reservation.left}
          {!reservesStock && ". The items are not reserved: they are yours once you have paid."}
        </p>
        {soon && canExtend && (
          <Button variant="quiet" onClick={onExtend} aria-disabled={extending}>
            {extending ? "Extending…" : reservesStock ? "Extend the reservation" : "Take more time"}
          </Button>
        )}
      </div>
      {/* Read out once when it becomes urgent, not every second. */}
      <p className="sr-only" role="status">
        {soon
          ? `${reservesStock ? "The items are reserved" : "The price holds"} for less than two more minutes.${canExtend ? " You can extend this." : ""}`
          : ""}
      </p>
      {error ? (
        <p role="alert" className="text-sm text-bad">
          {errorMessage(error)}
        </p>
      ) : null}
    </div>
  );
}
