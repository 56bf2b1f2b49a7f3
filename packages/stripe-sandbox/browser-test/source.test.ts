import { expect, test } from "vitest";
import { createSource } from "../console/source.js";

/** A source whose answers come when the test says so, the first question's first in the list. */
function slowSource() {
  const answers: ((text: string) => void)[] = [];
  const source = createSource(() => new Promise<string>((resolve) => answers.push(resolve)));
  return { source, answer: (nth: number, text: string) => answers[nth]?.(text) };
}

test("an answer that comes after a newer one is dropped", async () => {
  const { source, answer } = slowSource();
  const reads = [source.read(), source.read()];
  answer(1, "new");
  await reads[1];
  answer(0, "old");
  await reads[0];
  expect(source.data).toBe("new");
});

test("what comes in order is shown, however much is asked meanwhile", async () => {
  const { source, answer } = slowSource();
  const reads = [source.read(), source.read(), source.read()];
  answer(0, "first");
  await reads[0];
  expect(source.data).toBe("first");
  answer(1, "second");
  await reads[1];
  expect(source.data).toBe("second");
});

test("what is closed shows nothing more", async () => {
  const { source, answer } = slowSource();
  const read = source.read();
  source.close();
  answer(0, "late");
  await read;
  expect(source.data).toBeUndefined();
});
