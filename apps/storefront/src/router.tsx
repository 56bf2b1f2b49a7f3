import { type MessageReason, messageReasons } from "@dualtrack/contract";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from "@tanstack/react-router";
import { CatalogRoute } from "./routes/catalog.tsx";
import { NotFoundRoute } from "./routes/not-found.tsx";
import { BrokenRoute, RootRoute } from "./routes/root.tsx";
import type { Queries } from "./server/trpc.ts";

/** The search parameters of Stripe's redirect, and of our own navigation after a payment. */
export interface PaymentReturn {
  payment_intent?: string;
  payment_intent_client_secret?: string;
  redirect_status?: string;
  /** Of a payment on Stripe's page, with the shop's proof that this browser started it. */
  session_id?: string;
  session_secret?: string;
  /** The token of the payment link that was paid, to go back to if the bank has refused. */
  link?: string;
  /** The token of the order that was paid another way, likewise. */
  order?: string;
}

/** How a customer has come back to where they pay. */
interface UnpaidSearch {
  /** Whether the bank refused on its own page and sent the customer back. */
  declined?: true;
  /** Whether the customer left Stripe's page without paying. */
  cancelled?: true;
}

/** The search parameters of the checkout. */
interface CheckoutSearch extends UnpaidSearch {
  /** The token of the order that is paid another way; without it, the cart is paid. */
  order?: string;
}

interface OrderSearch {
  /** Whether the customer has just placed it, without a payment. */
  placed?: true;
}

interface ContactSearch {
  /** The token of the order that it is about. */
  order?: string;
  /** What the page that led there is about. */
  about?: MessageReason;
}

interface ProductSearch {
  /** The id of the variant that is chosen. One that is not offered counts as none. */
  variant?: string;
}

const readUnpaid = (search: Record<string, unknown>): UnpaidSearch => ({
  ...(search.declined ? { declined: true } : {}),
  ...(search.cancelled ? { cancelled: true } : {}),
});

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

interface RouterContext {
  /** To ask for what a page shows before it is drawn. Without: the server has all of it. */
  queries?: Queries;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: RootRoute,
  notFoundComponent: NotFoundRoute,
  errorComponent: BrokenRoute,
});

const catalogRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: CatalogRoute,
  loader: ({ context: { queries } }) => {
    void queries?.catalog.list.prefetch();
    void queries?.catalog.categories.prefetch();
  },
});

const categoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/categories/$slug",
  component: lazyRouteComponent(() => import("./routes/category.tsx"), "CategoryRoute"),
  loader: ({ params, context: { queries } }) => {
    void queries?.catalog.list.prefetch({ category: params.slug });
    void queries?.catalog.categories.prefetch();
  },
});

const productRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/products/$slug",
  validateSearch: (search): ProductSearch =>
    typeof search.variant === "string" ? { variant: search.variant } : {},
  component: lazyRouteComponent(() => import("./routes/product.tsx"), "ProductRoute"),
  loader: ({ params, context: { queries } }) => void queries?.catalog.product.prefetch({ slug: params.slug }),
});

const cartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/cart",
  component: lazyRouteComponent(() => import("./routes/cart.tsx"), "CartRoute"),
});

const checkoutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/checkout",
  validateSearch: (search): CheckoutSearch => ({
    ...readUnpaid(search),
    ...(typeof search.order === "string" ? { order: search.order } : {}),
  }),
  component: lazyRouteComponent(() => import("./routes/checkout.tsx"), "CheckoutRoute"),
});

const payRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/pay/$token",
  validateSearch: readUnpaid,
  component: lazyRouteComponent(() => import("./routes/pay.tsx"), "PayRoute"),
});

const paymentSuccessRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/payment/success",
  validateSearch: (search): PaymentReturn => ({
    payment_intent: text(search.payment_intent),
    payment_intent_client_secret: text(search.payment_intent_client_secret),
    redirect_status: text(search.redirect_status),
    session_id: text(search.session_id),
    session_secret: text(search.session_secret),
    link: text(search.link),
    order: text(search.order),
  }),
  component: lazyRouteComponent(() => import("./routes/payment-success.tsx"), "PaymentSuccessRoute"),
});

const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/orders/$token",
  validateSearch: (search): OrderSearch => (search.placed ? { placed: true } : {}),
  component: lazyRouteComponent(() => import("./routes/order.tsx"), "OrderRoute"),
});

const contactRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contact",
  validateSearch: (search): ContactSearch => {
    const about = messageReasons.find((reason) => reason === search.about);
    return {
      ...(typeof search.order === "string" ? { order: search.order } : {}),
      ...(about === undefined ? {} : { about }),
    };
  },
  component: lazyRouteComponent(() => import("./routes/contact.tsx"), "ContactRoute"),
});

const routeTree = rootRoute.addChildren([
  catalogRoute,
  categoryRoute,
  productRoute,
  cartRoute,
  checkoutRoute,
  payRoute,
  paymentSuccessRoute,
  orderRoute,
  contactRoute,
]);

/** The shop's pages by their addresses. Without a `history` of its own, the browser's. */
export function createShopRouter({ history, ...context }: RouterContext & { history?: RouterHistory }) {
  return createRouter({
    routeTree,
    context,
    ...(history && { history }),
    defaultPreload: "intent",
    scrollRestoration: history === undefined, // on a server it would be a script in the page
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createShopRouter>;
  }
}
