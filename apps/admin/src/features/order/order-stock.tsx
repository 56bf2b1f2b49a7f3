import type { OrderView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { kindLabels, reasonOf, signed } from "../stock/stock-labels.ts";
import classes from "./order.module.css";

/** The stock movements that the order caused. */
export function OrderStock({ movements, now }: { movements: OrderView["stockMovements"]; now: number }) {
  return (
    <Section title="Stock">
      {movements.length === 0 ? (
        <p className={classes.none}>Nothing has moved.</p>
      ) : (
        <ul className={classes.entries}>
          {movements.map(({ kind, quantity, title, reason, at }) => (
            <li key={`${at} ${kind} ${title}`} className={classes.event}>
              <span>
                {kind === "return" && quantity < 0 ? "Taken again" : kindLabels[kind]}{" "}
                <span className={classes.signed}>{signed(quantity)}</span> {title}
                {reason && <span className={classes.dim}>, {reasonOf({ reason })}</span>}
              </span>
              <Ago at={at} now={now} className={classes.when} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
