import {
  type Address,
  addressLines,
  arrivalText,
  countryName,
  formatMoney,
  hasShippedLine,
} from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { tableRateTexts } from "../../label-texts.ts";
import { viesProblemText } from "../../labels.ts";
import type { OrderView } from "../../server/trpc.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./order.module.css";

/** The customer, the shipping address and the billing address. */
export function OrderCustomer({ order }: { order: OrderView }) {
  const { name, email, phone, shippingAddress, shippingMethod, billing, business } = order;
  return (
    <Section title="Customer">
      <div className={classes.block}>
        <div>{name ?? "No name given"}</div>
        {email === null ? (
          <div className={classes.dim}>No e-mail</div>
        ) : (
          <Reach to={`mailto:${email}`}>{email}</Reach>
        )}
        {phone !== null && <Reach to={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</Reach>}
      </div>
      {shippingAddress === null ? (
        <p className={classes.none}>{hasShippedLine(order.lines) ? "No address." : "Nothing is shipped."}</p>
      ) : (
        <PostalAddress
          title={shippingMethod?.isPickup ? "Customer collects; address" : "Deliver to"}
          name={name}
          address={shippingAddress}
        />
      )}
      {shippingMethod !== null && (
        <div className={classes.block}>
          <div className={classes.dim}>Shipping method</div>
          <div>{shippingMethod.name}</div>
          <div className={classes.dim}>{arrivalText(shippingMethod)}</div>
          {order.shippingRate !== null && <QuotedRate rate={order.shippingRate} />}
        </div>
      )}
      {business !== null && <Business order={order} business={business} />}
      {billing !== null && <PostalAddress title="Bill to" {...billing} />}
      {shippingAddress !== null && billing === null && (
        <p className={classes.none}>Billing address: the same</p>
      )}
    </Section>
  );
}

/** Whose price the customer was quoted. */
function QuotedRate({ rate }: { rate: NonNullable<OrderView["shippingRate"]> }) {
  const { carrier, service } = rate;
  return (
    <div className={classes.dim}>
      {rate.source === "live"
        ? `${carrier} ${service} asked ${formatMoney(rate.cost)} at the checkout.`
        : `Meant for ${carrier} ${service}. Priced by the shop’s own rates: ${tableRateTexts[rate.reason]}`}
    </div>
  );
}

/** Who buys as a business, and what VIES said about the VAT id when Pay was pressed. */
function Business({
  order: { vatIdCheck },
  business: { companyName, vatId },
}: {
  order: OrderView;
  business: NonNullable<OrderView["business"]>;
}) {
  return (
    <div className={classes.block}>
      <div className={classes.dim}>
        Bought by <CopyButton text={vatId ?? companyName} label="Copy the business's VAT id or name" />
      </div>
      <div>{companyName}</div>
      <div>{vatId === null ? "No VAT id given" : `VAT id ${vatId}`}</div>
      {vatId !== null && <div className={classes.dim}>{vatIdCheckText(vatIdCheck)}</div>}
    </div>
  );
}

function vatIdCheckText(check: OrderView["vatIdCheck"]): string {
  if (check === null) return "Its form was checked; VIES was not asked.";
  const at = `on ${new Date(check.checkedAt).toLocaleString("en-IE", { dateStyle: "medium", timeStyle: "short" })}`;
  if (check.outcome === "unanswered")
    return `Not confirmed: VIES did not answer ${at} (${viesProblemText(check.problem)}).`;
  const number = check.consultationNumber === null ? "" : `, consultation number ${check.consultationNumber}`;
  const name = check.registeredName === null ? "" : `, registered as ${check.registeredName}`;
  return `Confirmed by VIES ${at}${number}${name}.`;
}

function Reach({ to, children }: { to: string; children: ReactNode }) {
  return (
    <div>
      <Anchor href={to} size="sm">
        {children}
      </Anchor>
    </div>
  );
}

function PostalAddress({ title, name, address }: { title: string; name: string | null; address: Address }) {
  const lines = [name, ...addressLines(address), countryName(address.country)].filter(Boolean).join("\n");
  return (
    <div className={classes.block}>
      <div className={classes.dim}>
        {title} <CopyButton text={lines} label={`Copy the address under “${title}”`} />
      </div>
      <address className={classes.address}>{lines}</address>
    </div>
  );
}
