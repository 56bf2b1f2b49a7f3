/** With what to pay in a shop that takes no real money. */
export function TestCard() {
  return (
    <p className="mb-4 text-sm text-soft">
      Test shop: pay with <span className="font-semibold text-ink">4242 4242 4242 4242</span>, any date to
      come, any code.
    </p>
  );
}
