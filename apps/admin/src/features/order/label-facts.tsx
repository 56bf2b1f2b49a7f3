import { formatMoney } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { carrierProblemText, labelBadges, labelProblemTexts, trackerLabels } from "../../label-texts.ts";
import { errorMessage } from "../../messages.ts";
import { type Me, type OrderLabel, type OrderView, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";
import { forManagers } from "./order-facts.ts";
import { useOrderChanged } from "./use-order-changed.ts";

/** A label: what became of it, its price and PDF, where its parcel is, and what needs somebody to look. */
export function LabelFacts({
  order,
  label,
  me,
  now,
  onNotice,
}: {
  order: OrderView;
  label: OrderLabel;
  me: Me;
  now: number;
  onNotice: (notice: ReactNode) => void;
}) {
  const changed = useOrderChanged(order.number);
  const dismiss = trpc.labels.dismissProblem.useMutation({
    onSettled: changed,
    onSuccess: () => onNotice("It is no longer on Home."),
    onError: (error) => onNotice(errorMessage(error)),
  });
  const { state, cost, service, pdfPath, trackerStatus, trackerAt, problem, lastProblem } = label;
  const isUsable = state === "bought";
  return (
    <>
      <span className={`${classes.sub} ${classes.tracking}`}>
        <Status {...labelBadges[state]} />
        <span>
          {[label.carrier, service, cost && formatMoney(cost), label.boxName, `${label.weightGrams} g`]
            .filter(Boolean)
            .join(", ")}
        </span>
        {isUsable && pdfPath !== null && (
          <Anchor href={pdfPath} target="_blank" rel="noreferrer" inherit>
            Label (PDF)
          </Anchor>
        )}
        {trackerStatus !== null && trackerAt !== null && (
          <span className={classes.dim}>
            {trackerLabels[trackerStatus]}, <Ago at={trackerAt} now={now} />
          </span>
        )}
      </span>
      {lastProblem !== null && <span className={classes.sub}>{carrierProblemText(lastProblem)}</span>}
      {problem !== null && (
        <span className={classes.sub}>
          <strong>{labelProblemTexts[problem].title}.</strong> {labelProblemTexts[problem].todo}{" "}
          <ActionButton
            size="compact-xs"
            loading={dismiss.isPending}
            disabledReason={forManagers(me)}
            onPress={() => dismiss.mutate({ labelId: label.id })}
            onRefused={onNotice}
          >
            I have looked into it
          </ActionButton>
        </span>
      )}
    </>
  );
}
