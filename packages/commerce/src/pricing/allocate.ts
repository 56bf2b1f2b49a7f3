/**
 * Divides `amount` by weight with the largest remainder method into whole parts that sum to exactly `amount`; each differs
 * by less than one from its exact share. The rest goes to the largest remainders, then to the larger weight, then to the
 * first, so the order of weights matters only among equal ones. Throws RangeError if a number is negative or not whole, or
 * if all weights are zero and the amount is not.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  for (const number of [amount, ...weights])
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`Can't allocate by ${number}`);
  // BigInt, as products of two amounts may exceed Number.MAX_SAFE_INTEGER.
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) {
    if (amount === 0) return weights.map(() => 0);
    throw new RangeError(`Can't allocate ${amount} among weights of zero`);
  }
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, weight, whole: Number(product / total), remainder: product % total };
  });
  const left = amount - shares.reduce((sum, { whole }) => sum + whole, 0);
  const roundedUp = new Set(
    shares
      .toSorted((a, b) => Number(b.remainder - a.remainder) || b.weight - a.weight || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  return shares.map(({ index, whole }) => (roundedUp.has(index) ? whole + 1 : whole));
}
