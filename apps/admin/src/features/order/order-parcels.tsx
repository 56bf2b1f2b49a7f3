import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { Me, OrderView, Parcel } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";
import { forManagers } from "./order-facts.ts";
import { goodsIn } from "./ship-plan.ts";

export const parcelsId = "parcels";

export type ParcelDialog = "deliver" | "correct";

/** What has left, and how far it has come. */
export function OrderParcels({
  order,
  me,
  now,
  onOpen,
  onSay,
}: {
  order: OrderView;
  me: Me;
  now: number;
  onOpen: (dialog: ParcelDialog, parcel: Parcel) => void;
  onSay: (words: ReactNode) => void;
}) {
  const { shipments } = order;
  return (
    <Section title="Parcels" id={parcelsId}>
      {shipments.length === 0 ? (
        <p className={classes.none}>Nothing has left yet.</p>
      ) : (
        <ul className={classes.entries}>
          {shipments.map((parcel) => (
            <li key={parcel.id} className={classes.event}>
              <span>
                {parcel.deliveredAt === null ? (
                  <Status tone="info" word="On its way" />
                ) : (
                  <Status tone="good" word="Delivered" />
                )}{" "}
                <span className={classes.dim}>with {parcel.carrier}</span>
              </span>
              <span className={classes.when}>
                {parcel.deliveredAt === null ? "left " : "arrived "}
                <Ago at={parcel.deliveredAt ?? parcel.shippedAt} now={now} />
              </span>
              <span className={classes.sub}>
                {goodsIn(order, parcel.lines)}. Shipped by {parcel.by}
                {parcel.deliveredAt !== null && (
                  <>
                    {" "}
                    <Ago at={parcel.shippedAt} now={now} />
                  </>
                )}
                .
              </span>
              <span className={`${classes.sub} ${classes.tracking}`}>
                {parcel.trackingNumber === null ? (
                  "No tracking number"
                ) : (
                  <CopyId id={parcel.trackingNumber} />
                )}
                {parcel.trackingUrl !== null && (
                  <Anchor href={parcel.trackingUrl} target="_blank" rel="noreferrer" inherit>
                    Track it
                  </Anchor>
                )}
              </span>
              <fieldset
                className={`${classes.sub} ${classes.parcelActions}`}
                aria-label={`Parcel ${parcel.trackingNumber ?? parcel.carrier}`}
              >
                {parcel.deliveredAt === null && (
                  <ActionButton
                    whyNot={forManagers(me)}
                    onPress={() => onOpen("deliver", parcel)}
                    onRefused={onSay}
                  >
                    Mark delivered
                  </ActionButton>
                )}
                <ActionButton
                  whyNot={forManagers(me)}
                  onPress={() => onOpen("correct", parcel)}
                  onRefused={onSay}
                >
                  Correct
                </ActionButton>
              </fieldset>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
