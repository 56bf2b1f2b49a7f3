import {
  type DiscountLine,
  discountRows,
  hasShippedLine,
  type Money,
  type ProductKind,
  shippingBefore,
  type TaxLine,
  taxLabel,
} from "@dualtrack/contract";
import { Fragment } from "react";
import { Price } from "./price.tsx";

interface SumsProps {
  lines: readonly { kind: ProductKind }[];
  subtotal: Money;
  discount: Money;
  discounts: readonly DiscountLine[];
  /** Null: known once the address is entered. */
  shipping: Money | null;
  /** Null: not known. */
  shippingMethod?: { name: string } | null;
  taxes: readonly TaxLine[];
  total: Money;
  /** What of the total is never charged, as it was cancelled before. */
  uncaptured?: Money;
  /** What is charged instead of the total, and the tax in that; null: the total is. */
  charge?: { state: "due" | "charged" | "none"; money: Money; taxes: readonly TaxLine[] } | null;
  refunded?: Money;
}

/** The total and what it is made of. */
export function Sums({ lines, subtotal, discount, discounts, shipping, ...rest }: SumsProps) {
  const { shippingMethod, taxes, total, uncaptured, charge, refunded } = rest;
  const shipped = shipping && shippingBefore(shipping, discounts);
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-2">
      <dt className="text-soft">Items</dt>
      <dd className="text-right">
        <Price of={subtotal} />
      </dd>
      {hasShippedLine(lines) && (
        <>
          <dt className="text-soft wrap-anywhere">
            {shippingMethod ? `Shipping: ${shippingMethod.name}` : "Shipping"}
          </dt>
          <dd className="text-right">
            {shipped === null ? "At checkout" : shipped.amount === 0 ? "Free" : <Price of={shipped} />}
          </dd>
        </>
      )}
      {discountRows(discount, discounts).map(({ label, amount }) => (
        <Fragment key={label}>
          <dt className="text-soft wrap-anywhere">{label}</dt>
          <dd className="text-right">
            −<Price of={amount} />
          </dd>
        </Fragment>
      ))}
      <TaxRows taxes={taxes.filter(({ isIncluded }) => !isIncluded)} />
      <dt className="mt-1 border-t border-line pt-3 text-lg font-semibold">Total</dt>
      <dd className="mt-1 border-t border-line pt-3 pl-4 text-right">
        <Price of={total} className="text-2xl font-extrabold" />
      </dd>
      {!charge && <TaxRows taxes={taxes.filter(({ isIncluded }) => isIncluded)} />}
      {charge && (
        <>
          {charge.state !== "none" && uncaptured && (
            <>
              <dt className="text-soft">Cancelled, not charged</dt>
              <dd className="text-right">
                −<Price of={uncaptured} />
              </dd>
            </>
          )}
          <dt className="font-semibold">{charge.state === "due" ? "To pay" : "Charged"}</dt>
          <dd className="text-right">
            <Price of={charge.money} className="font-semibold" />
          </dd>
          <TaxRows taxes={charge.taxes} />
        </>
      )}
      {refunded && refunded.amount > 0 && (
        <>
          <dt className="text-soft">Refunded</dt>
          <dd className="text-right">
            <Price of={refunded} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** The tax of each rate: added to the prices, it stands above the total; contained in it, below. */
function TaxRows({ taxes }: { taxes: readonly TaxLine[] }) {
  return taxes.map((line) => (
    <Fragment key={`${line.jurisdiction} ${line.name} ${line.rate}`}>
      <dt className="text-soft">{taxLabel(line)}</dt>
      <dd className="text-right">
        <Price of={line.tax} />
      </dd>
    </Fragment>
  ));
}
