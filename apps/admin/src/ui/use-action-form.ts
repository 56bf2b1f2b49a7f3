import type { FormEvent } from "react";
import type { z } from "zod";
import { type Sender, useOnce } from "./use-once.ts";
import { useSchemaForm } from "./use-schema-form.ts";

/** What a form sends, before the contract's schema has looked at it. */
type Draft<Schema extends z.ZodObject> = { [Field in keyof z.input<Schema>]: unknown };

/**
 * A form that asks the server for one action. `inputOf` makes the action's input of the values, and the contract's
 * schema checks it before it is sent. What is wrong stands at the field of the same name, whoever finds it: the schema,
 * `check` or the server.
 *
 * It is sent once, however often it is pressed, and the fields are locked meanwhile. If nobody knows whether it
 * happened they stay locked, and pressing again sends the same input under the same request id (see `useOnce`).
 */
export function useActionForm<Values extends object, Schema extends z.ZodObject>({
  initialValues,
  schema,
  inputOf,
  check,
  mutation,
  onDone,
}: {
  initialValues: Values;
  schema: Schema;
  inputOf: (values: Values) => Draft<Schema>;
  /** What only the page knows to be wrong, by field; null: nothing. It comes before what the schema says. */
  check?: (values: Values) => Record<string, string | null>;
  mutation: Sender<z.output<Schema>> & { isPending: boolean; error: unknown };
  /** Gets what was sent, once it has happened. */
  onDone: (input: z.output<Schema>) => void;
}) {
  const { form, failureOf, ...fields } = useSchemaForm({
    initialValues,
    schema,
    inputOf,
    ...(check === undefined ? {} : { check }),
  });
  const { frozen, send } = useOnce(mutation, onDone, fields.showErrors);
  const sendValues = fields.onSubmit(send);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    if (frozen === null) return sendValues(event);
    event.preventDefault();
    send(frozen); // whatever the page knows by now: only the same input may be sent again
  }
  return {
    form,
    onSubmit,
    isLocked: mutation.isPending || frozen !== null,
    /** What was sent and may have happened; null: the form can be changed. */
    frozen,
    /** Why it did not happen, unless that stands at the form's fields. */
    failure: failureOf(mutation.error),
  };
}

export type ActionForm<Values extends object, Schema extends z.ZodObject> = ReturnType<
  typeof useActionForm<Values, Schema>
>;
