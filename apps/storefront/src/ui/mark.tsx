/** The shop's logo: two tracks that meet. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 40 24"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="4.4"
      aria-hidden="true"
    >
      <path d="M0 4h12l5.500 5.500H40M0 20h12l5.500-5.500H40" />
    </svg>
  );
}

/** The motif in large, for pages that have nothing to show. */
export function TracksApart({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 240 64"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="8"
      aria-hidden="true"
    >
      <path d="M0 8h96M0 56h96" />
      <path d="M112 8h8M128 8h8M112 56h8M128 56h8" opacity="0.5" />
    </svg>
  );
}
