/**
 * The simplest decisions found with which the history still fails: shorter, then with more zeros. `fails` plays a history; it is
 * called `tries` times at most.
 */
export async function shrink(
  decisions: readonly number[],
  fails: (decisions: readonly number[]) => Promise<boolean>,
  { tries }: { tries: number },
): Promise<readonly number[]> {
  let best = withoutEnd(decisions);
  let left = tries;
  const isBetter = async (candidate: readonly number[]) => {
    if (left === 0) return false;
    left -= 1;
    if (!(await fails(candidate))) return false;
    best = withoutEnd(candidate);
    return true;
  };
  /** Changes parts of this length, wherever the history still fails; answers whether it did. */
  const change = async (length: number, changed: (part: readonly number[]) => readonly number[]) => {
    let hasChanged = false;
    for (let end = best.length; end > 0 && left > 0; end -= length) {
      const from = Math.max(0, end - length);
      const part = best.slice(from, end);
      const next = changed(part);
      if (next.length === part.length && part.every((value, at) => value === next[at])) continue;
      hasChanged = (await isBetter([...best.slice(0, from), ...next, ...best.slice(end)])) || hasChanged;
    }
    return hasChanged;
  };
  for (let hasChanged = true; hasChanged && left > 0; ) {
    hasChanged = false;
    for (let kept = 1; kept < best.length && left > 0; kept *= 2)
      if (await isBetter(best.slice(0, kept))) break;
    for (let length = Math.ceil(best.length / 2); length >= 1; length = Math.floor(length / 2))
      hasChanged = (await change(length, (part) => part.map(() => 0))) || hasChanged;
    for (let length = Math.ceil(best.length / 2); length >= 1; length = Math.floor(length / 2))
      hasChanged = (await change(length, () => [])) || hasChanged;
  }
  return best;
}

/** Decisions beyond the end are 0 anyway. */
function withoutEnd(decisions: readonly number[]): readonly number[] {
  return decisions.slice(0, decisions.findLastIndex((value) => value !== 0) + 1);
}
