/** So many calls were waiting that one more was refused. */
export class TooManyCallsError extends Error {}

interface Combined<In, Out> {
  /** What a call needs for itself: calls with a common key run one after the other, or together. */
  keysOf: (input: In) => readonly string[];
  /** Answers several calls, in their order. When it rejects, none of them has had an effect. */
  run: (inputs: readonly In[]) => Promise<Out[]>;
  maxTogether: number;
  maxWaiting: number;
}

interface Call<In, Out> {
  input: In;
  keys: readonly string[];
  resolve: (answer: Out) => void;
  reject: (error: unknown) => void;
}

/**
 * Combines calls that would wait for each other. A call whose keys nobody uses runs at once. Those that come meanwhile and need one
 * of its keys gather, and run together as soon as it has ended, in the order in which they came. If calls that run together fail, each of them
 * runs alone, so that only the one which is to blame fails. The function that it answers rejects with a TooManyCallsError when too many wait.
 */
export function combineCalls<In, Out>({ keysOf, run, maxTogether, maxWaiting }: Combined<In, Out>) {
  const inUse = new Set<string>();
  let waiting: Call<In, Out>[] = [];

  async function start(calls: readonly Call<In, Out>[]): Promise<void> {
    const keys = calls.flatMap((call) => call.keys);
    for (const key of keys) inUse.add(key);
    await runTogether(calls);
    for (const key of keys) inUse.delete(key);
    for (let next = takeNext(); next.length > 0; next = takeNext()) void start(next);
  }

  async function runTogether(calls: readonly Call<In, Out>[]): Promise<void> {
    try {
      const answers = await run(calls.map(({ input }) => input));
      for (const [place, { resolve }] of calls.entries()) resolve(answers[place] as Out);
    } catch (error) {
      if (calls.length === 1) for (const { reject } of calls) reject(error);
      else for (const call of calls) await runTogether([call]);
    }
  }

  /** Takes from those that wait the first ones whose keys are free, and leaves behind who would overtake somebody. */
  function takeNext(): Call<In, Out>[] {
    const taken: Call<In, Out>[] = [];
    const left: Call<In, Out>[] = [];
    const passed = new Set(inUse);
    for (const call of waiting)
      if (taken.length < maxTogether && !call.keys.some((key) => passed.has(key))) taken.push(call);
      else {
        left.push(call);
        for (const key of call.keys) passed.add(key);
      }
    waiting = left;
    return taken;
  }

  return (input: In): Promise<Out> => {
    const { promise, resolve, reject } = Promise.withResolvers<Out>();
    const call = { input, keys: keysOf(input), resolve, reject };
    const isInUse = (key: string) => inUse.has(key) || waiting.some(({ keys }) => keys.includes(key));
    if (!call.keys.some(isInUse)) void start([call]);
    else if (waiting.length >= maxWaiting) reject(new TooManyCallsError("too many calls are waiting"));
    else waiting.push(call);
    return promise;
  };
}
