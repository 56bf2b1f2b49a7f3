import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/** What a payment link leads to is not what the page shows any more: it was changed, or is over. */
export function LinkChanged({ why, busy, onRetry }: { why: string; busy: boolean; onRetry(): void }) {
  return (
    <Notice
      variant="warn"
      title="This order is not as you see it any more"
      actions={
        <Button onClick={onRetry} aria-disabled={busy}>
          {busy ? "One moment…" : "Show it as it is now"}
        </Button>
      }
    >
      {why} What you typed is still there.
    </Notice>
  );
}
