import { Anchor, Button, Text } from "@mantine/core";
import { BrokenTracks } from "../../ui/broken-tracks.tsx";
import classes from "./orders.module.css";

export function NoOrders() {
  return (
    <div className={classes.empty}>
      <BrokenTracks />
      <Text fw={600} size="sm">
        No orders yet
      </Text>
      <Text c="dimmed" size="sm" mt={4}>
        An order stands here the moment its customer has paid. Try it in <Anchor href="/">the shop</Anchor>.
      </Text>
    </div>
  );
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <div className={classes.empty} role="status">
      <BrokenTracks />
      <Text fw={600} size="sm">
        No order matches
      </Text>
      <Text c="dimmed" size="sm" mt={4} mb="sm">
        The search looks at numbers, e-mail addresses, names, Stripe ids and products, within the filters
        above.
      </Text>
      <Button size="xs" variant="default" onClick={onClear}>
        Show all orders
      </Button>
    </div>
  );
}
