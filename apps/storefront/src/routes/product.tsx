import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ProductDetails } from "../features/product/product-details.tsx";
import { ProductSkeleton } from "../features/product/product-skeleton.tsx";
import { errorMessage } from "../messages.ts";
import { refusedWith } from "../server/refusals.ts";
import { trpc } from "../server/trpc.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Problem } from "../ui/problem.tsx";

export function ProductRoute() {
  const { slug } = useParams({ from: "/products/$slug" });
  const { variant } = useSearch({ from: "/products/$slug" });
  const navigate = useNavigate({ from: "/products/$slug" });
  const product = trpc.catalog.product.useQuery(
    { slug },
    { refetchInterval: 10_000, refetchOnWindowFocus: "always" },
  );
  const { data: cart } = trpc.cart.get.useQuery();

  if (product.data)
    return (
      <ProductDetails
        key={slug}
        product={product.data}
        cart={cart}
        variantId={variant}
        // One entry in the history for the product, whatever was looked at: back leads to where the customer came from.
        onChoose={(chosen) =>
          void navigate({ search: { variant: chosen }, replace: true, resetScroll: false })
        }
      />
    );
  if (!product.error) return <ProductSkeleton />;
  const isRemoved = refusedWith(product.error, "PRODUCT_NOT_FOUND");
  return (
    <Problem
      title={isRemoved ? "This one has left the shop" : "The product did not load"}
      actions={
        <>
          {!isRemoved && <Button onClick={() => product.refetch()}>Try again</Button>}
          <ButtonLink to="/" variant={isRemoved ? "ink" : "line"}>
            Go to the catalog
          </ButtonLink>
        </>
      }
    >
      {errorMessage(product.error)}
    </Problem>
  );
}
