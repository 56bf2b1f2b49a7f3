/** The shop's motif as an order's progress: the customer's track and the bank's, joined once the order is final. */
export function JoiningTracks({ joined, broken }: { joined: boolean; broken?: boolean }) {
  const colour = broken ? "text-bad" : joined ? "text-good" : "text-pay";
  return (
    <svg
      viewBox="0 0 240 56"
      className={`h-14 w-60 shrink-0 transition-colors duration-200 ${colour}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="9"
      aria-hidden="true"
    >
      <path d="M0 8h84M0 48h84" />
      {joined ? (
        <path
          d="M84 8h12l13 13.500H240M84 48h12l13-13.500H240"
          pathLength="1"
          strokeDasharray="1"
          className="animate-[join_200ms_ease-out]"
        />
      ) : (
        !broken && (
          <path d="M84 8h12l13 13.500H240M84 48h12l13-13.500H240" strokeDasharray="9 8" opacity="0.55" />
        )
      )}
      {broken && <path d="M96 16l24 24M120 16l-24 24" strokeWidth="6" />}
    </svg>
  );
}
