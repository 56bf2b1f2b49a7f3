import { Skeleton, Title } from "@mantine/core";
import classes from "./order.module.css";

const rows = ["a", "b", "c", "d", "e"];

/** The placeholder of an order's page while it loads. */
export function OrderSkeleton({ number }: { number: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={`Loading ${number}`}>
      <Title order={1}>{number}</Title>
      <Skeleton height={28} width={340} mt={12} mb={20} />
      <div className={classes.columns}>
        <div>
          {rows.map((row) => (
            <Skeleton key={row} height={14} mt={24} />
          ))}
        </div>
        <div>
          {rows.map((row) => (
            <Skeleton key={row} height={14} mt={24} width="70%" />
          ))}
        </div>
      </div>
    </div>
  );
}
