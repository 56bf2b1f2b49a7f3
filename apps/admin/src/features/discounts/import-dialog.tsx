import type { ImportProblem } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import discountClasses from "./discounts.module.css";

const problemTexts: Record<ImportProblem, string> = {
  repeating: "it is for several payments of a subscription",
  products: "it is for products at Stripe; choose products or categories here instead",
  percentage: "its percentage has more than two decimals",
  currencies: "it takes off an amount in no currency that this shop can have prices in",
  used_up: "it has been used as often as it can be",
  ended: "it has ended",
  inactive: "it is switched off at Stripe",
  customer: "it is for one customer",
  code: "codes here have letters, digits, - and _ only, and at most 40 of them",
  code_taken: "another discount here has this code",
  shared_limit: "it has other conditions than the coupon's other codes, and one limit with them",
  bounds: "something of it is beyond what this shop takes, e.g. its limit",
};

/** Imports coupons and promotion codes, a few at a time, and says what came of it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const utils = trpc.useUtils();
  const step = trpc.discounts.importFromStripe.useMutation();
  const [run, setRun] = useState<Run | null>(null);
  const isOver = run !== null && run.after === null;

  async function goOn() {
    let now = run ?? begun;
    try {
      while (now.after !== null) {
        now = together(now, await step.mutateAsync({ after: now.after }));
        setRun(now);
      }
    } catch {
      setRun(now); // the mutation has the error; what was imported stays, and pressing again goes on from here
    }
    await utils.discounts.invalidate();
  }
  return (
    <Dialog title="Import from Stripe" isBusy={step.isPending} onClose={onClose}>
      <p className={classes.sentence}>
        Coupons at Stripe and their promotion codes become discounts of this shop. They begin paused: look at
        each before you resume it. What was imported before is not imported again.
      </p>
      {run !== null && <Outcome run={run} />}
      <Failure error={step.error} isOpen={false} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={step.isPending}>
          {run === null ? "Don't import" : "Close"}
        </Button>
        {!isOver && (
          <Button loading={step.isPending} onClick={() => void goOn()} data-autofocus>
            {run === null ? "Import" : "Go on"}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

type Step = NonNullable<ReturnType<typeof trpc.discounts.importFromStripe.useMutation>["data"]>;
type Run = Step;

const begun: Run = { coupons: 0, discounts: [], unimported: [], after: {} };

function together(run: Run, next: Step): Run {
  return {
    coupons: run.coupons + next.coupons,
    discounts: [...run.discounts, ...next.discounts],
    unimported: [...run.unimported, ...next.unimported],
    after: next.after,
  };
}

function Outcome({ run: { coupons, discounts, unimported, after } }: { run: Run }) {
  const made = new Map(discounts.map((each) => [each.discountId, each]));
  const codes = discounts.reduce((sum, each) => sum + each.codes, 0);
  return (
    <div className={discountClasses.outcome}>
      <p role="status">
        {after === null ? "Done. " : ""}
        {coupons === 1 ? "1 coupon was read" : `${coupons} coupons were read`}:{" "}
        {discounts.length === 0
          ? "nothing new"
          : `${made.size === 1 ? "1 discount" : `${made.size} discounts`} with ${codes === 1 ? "1 new code" : `${codes} new codes`}`}
        .
      </p>
      {made.size > 0 && (
        <ul>
          {[...made.values()].map(({ discountId, name }) => (
            <li key={discountId}>
              <Link to="/discounts/$discountId" params={{ discountId }}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {unimported.length > 0 && (
        <>
          <p>Not imported:</p>
          <ul>
            {unimported.map(({ coupon, code, problem }) => (
              <li key={`${coupon} ${code} ${problem}`}>
                {code === null ? coupon : `${code} of ${coupon}`}: {problemTexts[problem]}.
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
