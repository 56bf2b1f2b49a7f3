import { Link } from "@tanstack/react-router";
import type { StockLevel } from "../../server/trpc.ts";
import { Status } from "../../ui/status.tsx";
import classes from "./stock.module.css";
import { levelBadges } from "./stock-labels.ts";

/** A variant's units: on hand, reserved and free. */
export function LevelFigures({ stock }: { stock: StockLevel }) {
  const { onHand, held, free, threshold, variantId } = stock;
  return (
    <dl className={classes.figures}>
      <div title="All units that are there, held ones too: the sum of all movements below.">
        <dt>On hand</dt>
        <dd>{onHand}</dd>
      </div>
      <div title="Units that are reserved for customers at the checkout now.">
        <dt>Held</dt>
        <dd>
          {held === 0 ? (
            0
          ) : (
            <Link to="/reservations" search={{ variant: variantId }} className={classes.link}>
              {held}
            </Link>
          )}
        </dd>
      </div>
      <div title="On hand and not held: what others can buy.">
        <dt>Free</dt>
        <dd>{free}</dd>
      </div>
      <div title="Staff are warned when this many or fewer are free; 0: only when it is sold out.">
        <dt>Low from</dt>
        <dd>{threshold}</dd>
      </div>
      <div>
        <dt>Status</dt>
        <dd className={classes.state}>
          <Status {...levelBadges[stock.level]} />
        </dd>
      </div>
    </dl>
  );
}
