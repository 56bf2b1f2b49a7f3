/** Variables of earlier versions, with the page of the console where the same is set since then. */
const pages: Record<string, string> = {
  CURRENCY: "Currencies",
  HOLD_MINUTES: "Settings",
  SELLER_ADDRESS: "Settings",
  SELLER_NAME: "Settings",
  SELLER_VAT_ID: "Settings",
  SHIP_TO: "Shipping",
  SUPPORT_EMAIL: "Settings",
};

/** A warning for each variable that is still set and no longer read, as the shop may sell with other terms than its owner thinks. */
export function retiredVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(pages).flatMap(([name, page]) =>
    env[name] === undefined ? [] : `${name} is no longer read: it is set in the console under ${page}.`,
  );
}
