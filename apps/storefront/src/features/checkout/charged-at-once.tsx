/** Said before the customer pays at once for something that is charged when it ships if it is bought without files and booked time. */
export function ChargedAtOnce({ amount }: { amount: string }) {
  return (
    <p className="mb-4 border-l-4 border-line bg-sheet px-4 py-2">
      All <strong>{amount}</strong> is charged now, also for what would be charged when it ships: there are
      files or booked time in the same order, and you get those at once.
    </p>
  );
}
