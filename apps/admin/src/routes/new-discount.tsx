import { Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { DiscountFields } from "../features/discounts/discount-fields.tsx";
import { whyNotDiscounts } from "../features/discounts/discount-labels.ts";
import { useNewDiscountForm } from "../features/discounts/use-discount-form.ts";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";

const route = getRouteApi("/console/discounts/new");
const consoleRoute = getRouteApi("/console");

export function NewDiscountRoute() {
  const { me } = consoleRoute.useRouteContext();
  const disabledReason = whyNotDiscounts(me.role);
  return (
    <>
      <PageHead title="New discount">
        <PathLink path="/discounts">All discounts</PathLink>
      </PageHead>
      {disabledReason === null ? <NewDiscount /> : <Text c="dimmed">{disabledReason}</Text>}
    </>
  );
}

function NewDiscount() {
  const navigate = route.useNavigate();
  const fields = useNewDiscountForm(
    (discountId) =>
      void navigate({ to: "/discounts/$discountId", params: { discountId }, ignoreBlocker: true }),
  );
  return <DiscountFields {...fields} isNew mayEdit known={[]} />;
}
