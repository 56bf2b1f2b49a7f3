/** Two tracks that end: the picture of an empty place. */
export function BrokenTracks() {
  return (
    <svg
      viewBox="0 0 160 40"
      width="160"
      height="40"
      fill="none"
      stroke="currentColor"
      strokeWidth="5"
      aria-hidden="true"
    >
      <path d="M0 6h72M0 34h72" />
      <path d="M84 6h6M98 6h6M112 6h6M84 34h6M98 34h6M112 34h6" />
    </svg>
  );
}
