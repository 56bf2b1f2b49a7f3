import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { LabelPlan } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";

type Goods = LabelPlan["missingCustoms"]["origins"];

/** What customs ask about the goods in a parcel and nobody has entered, with the pages where that is done. */
export function CustomsGaps({ missing: { origins, hsCodes } }: { missing: LabelPlan["missingCustoms"] }) {
  if (origins.length === 0 && hsCodes.length === 0) return null;
  return (
    <div role="status">
      {origins.length > 0 && (
        <p className={classes.sentence}>
          This parcel passes customs, which ask where goods were made. Enter it first, at the variants of{" "}
          <ProductLinks goods={origins} />.
        </p>
      )}
      {hsCodes.length > 0 && (
        <p className={classes.sentence}>
          Some carriers refuse parcels without HS codes. They are missing at the variants of{" "}
          <ProductLinks goods={hsCodes} />.
        </p>
      )}
    </div>
  );
}

function ProductLinks({ goods }: { goods: Goods }) {
  return goods.map(({ productId, title }, index) => (
    <span key={`${productId} ${title}`}>
      {index > 0 && ", "}
      <Anchor
        renderRoot={(props) => <Link to="/products/$productId" params={{ productId }} {...props} />}
        inherit
      >
        {title}
      </Anchor>
    </span>
  ));
}
