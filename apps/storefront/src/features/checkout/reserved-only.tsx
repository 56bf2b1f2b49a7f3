/** Said before the customer pays for something that is charged when it ships. */
export function ReservedOnly({ amount }: { amount: string }) {
  return (
    <p className="mb-4 border-l-4 border-line bg-sheet px-4 py-2">
      Nothing is charged now. Your bank reserves <strong>{amount}</strong> on your card, and we charge it when
      your order ships.
    </p>
  );
}
