interface OrderSkeletonProps {
  /** What is waited for, in words; without it, only the shape of the page is shown. */
  waitsFor?: string;
}

export function OrderSkeleton({ waitsFor }: OrderSkeletonProps) {
  return (
    <div
      className="page pt-8 pb-24 md:pt-12"
      role="status"
      {...(waitsFor === undefined ? { "aria-label": "The order is loading" } : {})}
    >
      {waitsFor === undefined ? (
        <div className="skeleton h-12 w-64" />
      ) : (
        <p className="min-h-12 font-title text-3xl font-extrabold tracking-tight">{waitsFor}</p>
      )}
      <div className="skeleton mt-6 h-28" />
      <div className="mt-8 grid gap-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
        <div className="skeleton h-72" />
        <div className="skeleton h-48" />
      </div>
    </div>
  );
}
