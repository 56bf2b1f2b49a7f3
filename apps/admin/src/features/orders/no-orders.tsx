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
      The search looks at order numbers, names, e-mail and postal addresses, phone numbers, cards, products
      and Stripe ids, within the filters above. All words must fit.
      <Button size="xs" variant="default" mt="sm" display="block" onClick={onClear}>
        Show all orders
      </Button>
    </Empty>
  );
}
