import { CartContents } from "../features/cart/cart-contents.tsx";
import { errorMessage } from "../messages.ts";
import { trpc } from "../server/trpc.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Problem } from "../ui/problem.tsx";

export function CartRoute() {
  const cart = trpc.cart.get.useQuery(undefined, {
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
  });
  if (cart.data?.lines.length === 0) {
    return (
      <Problem title="Your cart is empty" actions={<ButtonLink to="/">Look at the catalog</ButtonLink>}>
        What you put in stays here, also when you close the page.
      </Problem>
    );
  }
  return (
    <Page title="Cart">
      {cart.data ? (
        <CartContents cart={cart.data} />
      ) : cart.error ? (
        <div className="mt-8">
          <Notice
            variant="bad"
            title="Your cart did not load"
            actions={<Button onClick={() => cart.refetch()}>Try again</Button>}
          >
            {errorMessage(cart.error)}
          </Notice>
        </div>
      ) : (
        <div
          className="mt-8 grid gap-4 lg:grid-cols-[1fr_24rem] lg:gap-16"
          role="status"
          aria-label="Your cart is loading"
        >
          <div className="skeleton h-40" />
          <div className="skeleton h-64" />
        </div>
      )}
    </Page>
  );
}
