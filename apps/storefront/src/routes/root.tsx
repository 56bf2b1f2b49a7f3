import { type ErrorComponentProps, Outlet, useLocation } from "@tanstack/react-router";
import { CheckoutBanner } from "../features/checkout/checkout-banner.tsx";
import { errorMessage } from "../messages.ts";
import { trpc } from "../server/trpc.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Footer } from "../ui/footer.tsx";
import { Header } from "../ui/header.tsx";
import { OfflineBanner } from "../ui/offline-banner.tsx";
import { Problem } from "../ui/problem.tsx";

export function RootRoute() {
  const { data: cart } = trpc.cart.get.useQuery();
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isCheckout = useLocation({ select: ({ pathname }) => pathname === "/checkout" });
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:bg-ink focus:px-4 focus:py-2 focus:text-paper"
      >
        Skip to content
      </a>
      <Header cartCount={cart?.count} />
      <OfflineBanner />
      <CheckoutBanner />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      {/* While it is being paid, an order keeps its currency. */}
      <Footer settings={settings} currency={isCheckout ? undefined : cart?.currency} />
    </div>
  );
}

export function BrokenRoute({ error, reset }: ErrorComponentProps) {
  return (
    <Problem
      title="This page broke"
      actions={
        <>
          <Button onClick={reset}>Try again</Button>
          <ButtonLink to="/" variant="line">
            Go to the catalog
          </ButtonLink>
        </>
      }
    >
      <p>
        {isLostChunk(error)
          ? "A part of the shop could not be loaded. Reload the page to get its newest version."
          : errorMessage(error)}
      </p>
      <p className="mt-2">
        Your cart is kept. If you were paying, your cart shows whether the payment went through.
      </p>
    </Problem>
  );
}

/** Whether a file is missing because a new version went live while the page was open. */
function isLostChunk(error: unknown): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message);
}
