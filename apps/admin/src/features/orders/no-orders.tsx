import { Anchor, Button } from "@mantine/core";
import { Empty } from "../../ui/empty.tsx";

export function NoOrders() {
  return (
    <Empty title="No orders yet">
      An order stands here the moment its customer has paid. Try it in <Anchor href="/">the shop</Anchor>.
    </Empty>
  );
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <Empty title="No order matches">
      The search looks at numbers, e-mail addresses, names, Stripe ids and products, within the filters above.
      <Button size="xs" variant="default" mt="sm" display="block" onClick={onClear}>
        Show all orders
      </Button>
    </Empty>
  );
}
