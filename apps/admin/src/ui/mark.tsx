/** The shop's logo: two tracks that meet. */
export function Mark({ className }: { className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 40 24"
      width="30"
      height="18"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="4.4"
      aria-hidden="true"
    >
      <path d="M0 4h12l5.5 5.5H40M0 20h12l5.5-5.5H40" />
    </svg>
  );
}
