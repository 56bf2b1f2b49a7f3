import { expect, test } from "vitest";
import { combineCalls, TooManyCallsError } from "./combine-calls.ts";

/** Runs that end when they are told to. A call is a text, and its letters are its keys. */
function gatedCalls({ maxTogether = 3, maxWaiting = 9 } = {}) {
  const runs: string[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const call = combineCalls<string, string>({
    keysOf: (input) => [...input],
    async run(inputs) {
      runs.push(inputs.join(" "));
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      if (inputs.some((input) => input.includes("x"))) throw new Error(`${inputs.join(" ")} failed`);
      return inputs.map((input) => input.toUpperCase());
    },
    ...{ maxTogether, maxWaiting },
  });
  /** Ends the oldest run that has not ended, and lets follow what follows. */
  const end = async () => {
    gates.shift()?.resolve();
    await new Promise(setImmediate);
  };
  return { call, runs, end };
}

test("a call whose keys nobody uses runs at once; those that come meanwhile run together, in the order in which they came", async () => {
  const { call, runs, end } = gatedCalls();
  const answers = ["a", "b", "ab", "a", "ba", "ac", "b"].map(call);
  expect(runs).toEqual(["a", "b"]);
  await end();
  // `ab` waits for b, and nobody who needs a or b overtakes it.
  expect(runs).toEqual(["a", "b"]);
  await end();
  expect(runs).toEqual(["a", "b", "ab a ba"]); // no more than three
  await end();
  expect(runs.slice(3)).toEqual(["ac b"]);
  await end();
  expect(await Promise.all(answers)).toEqual(["A", "B", "AB", "A", "BA", "AC", "B"]);
  void call("c");
  expect(runs.at(-1)).toBe("c");
});

test("others do not wait for those who wait", async () => {
  const { call, runs, end } = gatedCalls();
  for (const input of ["a", "ab", "b", "c"]) void call(input);
  expect(runs).toEqual(["a", "c"]);
  await end();
  expect(runs.at(-1)).toBe("ab b");
});

test("of calls that ran together, only the one that fails alone fails", async () => {
  const { call, runs, end } = gatedCalls({ maxTogether: 9 });
  const answers = ["a", "a", "ax", "a", "a"].map(call);
  const settled = Promise.allSettled(answers);
  for (let run = 0; run < 6; run += 1) await end();
  expect(runs).toEqual(["a", "a ax a a", "a", "ax", "a", "a"]);
  expect((await settled).map(({ status }) => status)).toEqual([
    ...["fulfilled", "fulfilled", "rejected", "fulfilled", "fulfilled"],
  ]);
});

test("a call that too many wait before is refused, and the others are answered", async () => {
  const { call, end } = gatedCalls({ maxWaiting: 2 });
  const answers = ["a", "a", "a"].map(call);
  await expect(call("a")).rejects.toBeInstanceOf(TooManyCallsError);
  await end();
  await end();
  expect(await Promise.all(answers)).toEqual(["A", "A", "A"]);
});
