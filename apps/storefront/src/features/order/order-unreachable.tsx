import { errorMessage } from "../../messages.ts";
import { mayPass } from "../../server/refusals.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";

interface OrderUnreachableProps {
  /** Why; null when there was nothing to ask with. */
  error: unknown;
  /** It is being asked for again just now. */
  isAsking: boolean;
  supportEmail: string | undefined;
  onAgain: () => void;
}

/** Shows nothing of any order, and every way to reach it. What may pass is tried again by itself, and says so. */
export function OrderUnreachable({ error, isAsking, supportEmail, onAgain }: OrderUnreachableProps) {
  const triesAgain = mayPass(error);
  return (
    <Problem
      title={triesAgain ? "Your order is not shown yet" : "This page can't show an order"}
      actions={
        <>
          {triesAgain && (
            <Button onClick={onAgain} aria-disabled={isAsking}>
              {isAsking ? "Trying…" : "Try now"}
            </Button>
          )}
          <ButtonLink to="/" variant={triesAgain ? "line" : "ink"}>
            Go to the catalog
          </ButtonLink>
        </>
      }
    >
      {triesAgain && (
        <p className="mb-2" role="status">
          {errorMessage(error)} This page tries again by itself, and your order appears here.
        </p>
      )}
      <p>
        If you have paid, your payment and your order are safe. We send a mail with its link to the address
        you gave as soon as the payment is confirmed.
      </p>
      {supportEmail && (
        <p className="mt-2">
          No mail? Write to{" "}
          <a className="text-ink underline underline-offset-4" href={`mailto:${supportEmail}`}>
            {supportEmail}
          </a>
          .
        </p>
      )}
    </Problem>
  );
}
