import type { RefusalCode, RefusalDetails } from "@dualtrack/contract";

/**
 * A refusal by a rule of the shop. It is expected and no reason for an alert; each app has its own message for it. `message`
 * is for logs.
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
