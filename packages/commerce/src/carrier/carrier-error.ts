import { type CarrierProblem, writeCoded } from "@dualtrack/contract";

/** A call to the carrier service that failed. */
export class CarrierError extends Error {
  readonly problem: CarrierProblem;
  /** What the service said; null: it did not answer. */
  readonly said: string | null;

  constructor(problem: CarrierProblem, said: string | null, options?: ErrorOptions) {
    super(said === null ? problem : `${problem}: ${said}`, options);
    this.problem = problem;
    this.said = said;
  }

  /** Whether the service has refused the call, so that nothing has happened; else it may have. */
  get isRefusal(): boolean {
    return this.problem === "refused" || this.problem === "key_refused";
  }

  /** As the database keeps it, e.g. `refused: The parcel is too heavy`. */
  get text(): string {
    return writeCoded({ code: this.problem, said: this.said }, 500);
  }
}
