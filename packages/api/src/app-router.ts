import { auditRouter } from "./audit-router.ts";
import { cartRouter } from "./cart-router.ts";
import { catalogRouter } from "./catalog-router.ts";
import { checkoutRouter } from "./checkout-router.ts";
import { ordersRouter } from "./orders-router.ts";
import { settingsRouter } from "./settings-router.ts";
import { staffRouter } from "./staff-router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  settings: settingsRouter,
  catalog: catalogRouter,
  cart: cartRouter,
  checkout: checkoutRouter,
  orders: ordersRouter,
  staff: staffRouter,
  audit: auditRouter,
});

export type AppRouter = typeof appRouter;
