import { errorWords } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";

interface OrderUnreachableProps {
  /** Why; null when there was nothing to ask with. */
  error: unknown;
  supportEmail: string | undefined;
  onAgain?: () => void;
}

/** Shows nothing of any order, and every way to reach it. */
export function OrderUnreachable({ error, supportEmail, onAgain }: OrderUnreachableProps) {
  const unknown = !error || refusalOf(error);
  return (
    <Problem
      title={unknown ? "This page can't show an order" : "The order did not load"}
      actions={
        <>
          {!unknown && onAgain && <Button onClick={onAgain}>Try again</Button>}
          <ButtonLink to="/" look={unknown ? "ink" : "line"}>
            Go to the catalogue
          </ButtonLink>
        </>
      }
    >
      {!unknown && <p className="mb-2">{errorWords(error)}</p>}
      <p>
        If you have paid, your order is safe. We send a mail with its link to the address you gave as soon as
        the payment is confirmed.
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
