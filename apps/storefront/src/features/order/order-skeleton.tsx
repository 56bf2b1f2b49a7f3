export function OrderSkeleton() {
  return (
    <div className="page pt-8 pb-24 md:pt-12" role="status" aria-label="The order is loading">
      <div className="skeleton h-12 w-64" />
      <div className="skeleton mt-6 h-28" />
      <div className="mt-8 grid gap-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
        <div className="skeleton h-72" />
        <div className="skeleton h-48" />
      </div>
    </div>
  );
}
