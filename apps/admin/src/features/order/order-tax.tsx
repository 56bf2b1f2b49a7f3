import type { ReactNode } from "react";
import { problemLabel } from "../../labels.ts";
import { errorMessage } from "../../messages.ts";
import { type Me, type OrderView, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./order.module.css";
import { forManagers } from "./order-facts.ts";
import { useOrderChanged } from "./use-order-changed.ts";

type TaxRecord = OrderView["taxRecords"][number];

/** What of the order is recorded at Stripe Tax, or why it was not taxed there; nothing if the shop's table taxes. */
export function OrderTax({
  order,
  me,
  onNotice,
}: {
  order: OrderView;
  me: Me;
  onNotice: (notice: ReactNode) => void;
}) {
  const { id: orderId, taxSource, taxRecords } = order;
  const changed = useOrderChanged(order.number);
  const dismiss = trpc.tax.dismissRecords.useMutation({
    onSettled: changed,
    onSuccess: () => onNotice("They are tried no longer, and no longer on Home."),
    onError: (error) => onNotice(errorMessage(error)),
  });
  if (taxSource === "table") return null;
  return (
    <Section title="Stripe Tax">
      {taxSource === "table_instead" && (
        <p className={classes.sub}>
          Taxed by the table, because Stripe Tax did not answer. It is not in Stripe's tax reports.
        </p>
      )}
      <dl className={classes.facts}>
        {taxRecords.map((record) => (
          <div key={record.invoice}>
            <dt>{record.invoice}</dt>
            <dd>
              {record.stripeIds.length === 0
                ? recordText(record)
                : record.stripeIds.map((id) => <CopyId key={id} id={id} />)}
            </dd>
          </div>
        ))}
      </dl>
      {taxRecords.some(({ state, problem }) => state === "due" && problem !== null) && (
        <p className={classes.sub}>
          The shop tries again each hour.{" "}
          <ActionButton
            size="compact-xs"
            loading={dismiss.isPending}
            disabledReason={forManagers(me)}
            onPress={() => dismiss.mutate({ orderId })}
            onRefused={onNotice}
          >
            I have recorded it at Stripe by hand
          </ActionButton>
        </p>
      )}
    </Section>
  );
}

/** What became of a document that has no transaction. */
function recordText({ state, problem }: TaxRecord): string {
  if (state === "dismissed") return "by hand";
  if (state === "recorded") return "nothing to record";
  return problem === null ? "being recorded" : `not recorded: ${problemLabel(problem)}`;
}
