import { useSettings } from "../../server/settings.ts";
import { shopName } from "../../shop-name.ts";
import { Mark } from "../../ui/mark.tsx";
import classes from "./frame.module.css";

/** The shop's name; in test mode, or with the sandbox, a note that no real money moves. */
export function Brand() {
  const { testMode, stripeJsUrl } = useSettings();
  const isSandbox = stripeJsUrl !== null;
  return (
    <span className={classes.brand}>
      <Mark />
      <span className={classes.shop} title={shopName}>
        {shopName}
      </span>
      {testMode && (
        <span
          className={classes.mode}
          title={
            isSandbox
              ? "The offline sandbox plays Stripe: no real money moves"
              : "Stripe's test keys are set: no real money moves"
          }
        >
          {isSandbox ? "Sandbox" : "Test mode"}
        </span>
      )}
    </span>
  );
}
