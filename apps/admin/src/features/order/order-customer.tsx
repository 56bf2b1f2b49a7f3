import { Anchor } from "@mantine/core";
import type { OrderView } from "../../server/trpc.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./order.module.css";

const countries = new Intl.DisplayNames("en-IE", { type: "region" });

/** Who bought, and where it goes. */
export function OrderCustomer({ order: { name, email, shippingAddress } }: { order: OrderView }) {
  return (
    <Section title="Customer">
      <div className={classes.block}>
        <div>{name ?? "No name given"}</div>
        {email === null ? <div className={classes.dim}>No e-mail</div> : <Email address={email} />}
      </div>
      {shippingAddress === null ? (
        <p className={classes.none}>No address.</p>
      ) : (
        <address className={classes.block}>
          <div>{shippingAddress.line1}</div>
          {shippingAddress.line2 && <div>{shippingAddress.line2}</div>}
          <div>
            {shippingAddress.postalCode} {shippingAddress.city}
          </div>
          {shippingAddress.state && <div>{shippingAddress.state}</div>}
          <div>{countries.of(shippingAddress.country)}</div>
        </address>
      )}
    </Section>
  );
}

function Email({ address }: { address: string }) {
  return (
    <div>
      <Anchor href={`mailto:${address}`} size="sm">
        {address}
      </Anchor>
    </div>
  );
}
