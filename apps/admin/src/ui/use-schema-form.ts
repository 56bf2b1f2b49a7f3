import { type FormErrors, schemaResolver, useForm } from "@mantine/form";
import type { z } from "zod";
import { fieldProblemsOf } from "../server/refusals.ts";

/**
 * A form whose values the contract's schema checks before they are sent. What is wrong stands at the field of the same
 * name, whoever finds it: the schema, `check` or the server. An error changes no value.
 */
export function useSchemaForm<Values extends object, Schema extends z.ZodType>({
  initialValues,
  schema,
  inputOf,
  check = () => ({}),
}: {
  initialValues: Values;
  schema: Schema;
  /** The input of the schema, made of the values. */
  inputOf: (values: Values) => unknown;
  /** What only the page knows to be wrong, by field; null: nothing. It comes before what the schema says. */
  check?: (values: Values) => Record<string, string | null>;
}) {
  const findErrors = schemaResolver(schema, { sync: true });
  const form = useForm<Values>({
    initialValues,
    validate: (values) => ({ ...findErrors(inputOf(values)), ...found(check(values)) }),
  });

  function focusFirst(errors: FormErrors) {
    const [first] = Object.keys(errors);
    const field = first === undefined ? null : form.getInputNode(first);
    const details = field?.closest("details");
    if (details) details.open = true; // a hidden field can't be focused
    field?.focus();
  }

  return {
    form,
    /** A listener of the form's submission: `send` gets the checked input, once nothing is wrong. */
    onSubmit: (send: (input: z.output<Schema>) => void) =>
      form.onSubmit((values) => send(schema.parse(inputOf(values))), focusFirst),
    /** Shows at the fields what the server did not accept. */
    showErrors: (error: unknown) => form.setErrors(fieldErrorsOf(error)),
    /** Shows one message at its field, and leads there. */
    showError(field: Extract<keyof Values, string>, message: string) {
      form.setFieldError(field, message);
      focusFirst({ [field]: message });
    },
    /** The error, unless all of it stands at the form's fields. */
    failureOf: (error: unknown) => (areOf(initialValues, fieldProblemsOf(error)) ? null : error),
  };
}

function found(errors: Record<string, string | null>): FormErrors {
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error !== null));
}

function fieldErrorsOf(error: unknown): FormErrors {
  return Object.fromEntries(
    Object.entries(fieldProblemsOf(error) ?? {}).map(([field, problems]) => [field, problems?.[0]]),
  );
}

function areOf(values: object, problems: object | null): boolean {
  return problems !== null && Object.keys(problems).every((field) => field in values);
}
