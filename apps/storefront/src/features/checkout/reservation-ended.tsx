import { refusalMessages } from "../../messages.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/** `why`: who ended it, if it did not expire. */
export function ReservationEnded({
  why = refusalMessages.HOLD_EXPIRED({}),
  busy,
  onRetry,
}: {
  why?: string;
  busy: boolean;
  onRetry(): void;
}) {
  return (
    <Notice
      variant="warn"
      title="The reservation has ended"
      actions={
        <>
          <Button onClick={onRetry} aria-disabled={busy}>
            {busy ? "One moment…" : "Reserve the items again"}
          </Button>
          <ButtonLink to="/cart" variant="quiet">
            Back to the cart
          </ButtonLink>
        </>
      }
    >
      {why} What you typed is still there.
    </Notice>
  );
}
