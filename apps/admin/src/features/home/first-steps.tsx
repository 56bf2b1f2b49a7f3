import { Anchor } from "@mantine/core";
import { Empty } from "../../ui/empty.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import classes from "./home.module.css";

/** For a shop that has no order yet: what to do first. */
export function FirstSteps() {
  return (
    <Empty title="No orders yet. What to do first:">
      <ol className={classes.steps}>
        <li>
          See what is on sale in <PathLink path="/products">Products</PathLink>, and how much of it is in{" "}
          <PathLink path="/stock">Stock</PathLink>.
        </li>
        <li>
          Buy something yourself in <Anchor href="/">the shop</Anchor>: it stands here the moment it is paid.
        </li>
        <li>
          See in <PathLink path="/webhooks">Webhooks</PathLink> that Stripe reaches this shop.
        </li>
      </ol>
    </Empty>
  );
}
