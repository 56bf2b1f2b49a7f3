/** A mistake of whoever starts the program; told in one sentence, without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}
