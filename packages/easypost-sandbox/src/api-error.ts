/** An error as EasyPost answers it: `{ error: { code, message, errors } }`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { field: string; message: string }[];

  constructor(
    status: number,
    code: string,
    message: string,
    errors: readonly { field: string; message: string }[] = [],
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  body() {
    return { error: { code: this.code, message: this.message, errors: this.errors } };
  }
}
