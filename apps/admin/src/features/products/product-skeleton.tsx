import { Skeleton } from "@mantine/core";

/** The place of a product while it is on its way. */
export function ProductSkeleton() {
  return (
    <div role="status" aria-busy="true" aria-label="Loading the product">
      <Skeleton height={24} width={280} mt={28} mb={24} />
      {["title", "description", "variants"].map((part) => (
        <Skeleton key={part} height={132} mb={24} maw={880} />
      ))}
    </div>
  );
}
