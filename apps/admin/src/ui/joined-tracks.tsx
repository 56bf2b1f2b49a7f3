/** Two tracks that meet: the picture of a place where all is done. */
export function JoinedTracks() {
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
      <path d="M0 6h56l10.5 10.5H160M0 34h56l10.5-10.5H160" />
    </svg>
  );
}
