import { refusalWords } from "../../messages.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/** `why`: whose doing it was, when it was not the clock's. */
export function HoldEnded({
  why = refusalWords.HOLD_EXPIRED({}),
  busy,
  onAgain,
}: {
  why?: string;
  busy: boolean;
  onAgain(): void;
}) {
  return (
    <Notice
      look="warn"
      title="The hold has ended"
      actions={
        <>
          <Button onClick={onAgain} aria-disabled={busy}>
            {busy ? "One moment…" : "Hold the items again"}
          </Button>
          <ButtonLink to="/cart" look="quiet">
            Back to the cart
          </ButtonLink>
        </>
      }
    >
      {why} What you typed is still there.
    </Notice>
  );
}
