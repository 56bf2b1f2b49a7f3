/** What of an error is logged. Errors of libraries carry what they were called with: customers' details, cards, secrets. */
export interface ErrorFacts {
  type: string;
  message: string;
  stack: string | undefined;
  /** `ECONNREFUSED`, PostgreSQL's or Prisma's code, Stripe's … */
  code?: string | number;
  statusCode?: number;
  /** Stripe's id of its answer. */
  requestId?: string;
  cause?: ErrorFacts;
}

/** Causes of causes are rarely of use beyond this. */
const deepest = 4;

/** For pino: the error's name, words, stack and codes, and those of its causes. Anything else stays out of the log. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: undefined };
  const { code, statusCode, requestId } = error as {
    code?: unknown;
    statusCode?: unknown;
    requestId?: unknown;
  };
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...((typeof code === "string" || typeof code === "number") && { code }),
    ...(typeof statusCode === "number" && { statusCode }),
    ...(typeof requestId === "string" && { requestId }),
    ...(error.cause !== undefined && depth < deepest && { cause: errorFacts(error.cause, depth + 1) }),
  };
}
