export function ProductSkeleton() {
  return (
    <div
      className="page grid gap-8 pt-8 pb-24 md:pt-12 lg:grid-cols-[7fr_5fr] lg:gap-16"
      role="status"
      aria-label="The product is loading"
    >
      <div className="skeleton aspect-square" />
      <div>
        <div className="skeleton h-12 w-3/4" />
        <div className="skeleton mt-4 h-6 w-1/3" />
        <div className="skeleton mt-8 h-10 w-32" />
        <div className="skeleton mt-8 h-12 w-full" />
        <div className="skeleton mt-6 h-14 w-full" />
      </div>
    </div>
  );
}
