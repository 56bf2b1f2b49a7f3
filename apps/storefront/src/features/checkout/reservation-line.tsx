import { errorMessage, formatMoment } from "../../messages.ts";
import { Button } from "../../ui/button.tsx";
import type { Reservation } from "./reservation-clock.ts";

interface ReservationLineProps {
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
          Reserved for you until <strong>{formatMoment(endsAt)}</strong>, {reservation.left}
        </p>
        {soon && canExtend && (
          <Button variant="quiet" onClick={onExtend} aria-disabled={extending}>
            {extending ? "Extending…" : "Extend the reservation"}
          </Button>
        )}
      </div>
      {/* Read out once when it becomes urgent, not every second. */}
      <p className="sr-only" role="status">
        {soon
          ? `The items are reserved for less than two more minutes.${canExtend ? " You can extend this." : ""}`
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
