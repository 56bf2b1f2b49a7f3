import type { OrderView } from "../../server/trpc.ts";

const countryNames = new Intl.DisplayNames("en", { type: "region" });

interface ShippingAddressProps {
  name: string | null;
  address: NonNullable<OrderView["shippingAddress"]>;
}

export function ShippingAddress({ name, address }: ShippingAddressProps) {
  const { line1, line2, postalCode, city, state, country } = address;
  const lines = [name, line1, line2, [postalCode, city].join(" "), state, countryNames.of(country)];
  return (
    <address className="not-italic">
      {lines.filter(Boolean).map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </address>
  );
}
