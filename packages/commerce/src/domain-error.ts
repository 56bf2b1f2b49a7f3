import type { RefusalCode, RefusalDetails } from "@dualtrack/contract";

/**
 * A rule of the shop said no. Expected, told to the person in words of their own app, and never a reason to wake
 * anybody. `message` is for logs.
 */
export class DomainError<Code extends RefusalCode = RefusalCode> extends Error {
  override readonly name = "DomainError";
  readonly code: Code;
  readonly details: RefusalDetails[Code];

  constructor(code: Code, details: RefusalDetails[Code]) {
    super(`${code} ${JSON.stringify(details)}`);
    this.code = code;
    this.details = details;
  }
}
