/** A mistake in how the program was started; printed as one sentence, without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}
