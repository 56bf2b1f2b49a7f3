import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Sheet } from "../ui/sheet.tsx";

export function NotFoundRoute() {
  return (
    <Sheet title="There is nothing at this address">
      <Text>
        <Anchor renderRoot={(props) => <Link to="/orders" {...props} />}>Go to the orders</Anchor>
      </Text>
    </Sheet>
  );
}
