import { addNoteInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { useRef } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import classes from "./order.module.css";
import { useOrderChanged } from "./use-order-changed.ts";

/** Notes that staff write about the order for each other. */
export function OrderNotes({ order, now }: { order: OrderView; now: number }) {
  const { form, onSubmit, showErrors, failureOf } = useSchemaForm({
    initialValues: { text: "" },
    schema: addNoteInput,
    inputOf: ({ text }) => ({ orderId: order.id, text }),
  });
  const underWay = useRef(false);
  const changed = useOrderChanged(order.number);
  const add = trpc.orders.addNote.useMutation({
    onSuccess: form.reset,
    onError: showErrors,
    async onSettled() {
      underWay.current = false;
      await changed();
    },
  });

  const submit = onSubmit((input) => {
    if (underWay.current) return;
    underWay.current = true;
    add.mutate(input);
  });

  return (
    <Section title="Notes">
      {order.notes.length > 0 && (
        <ul className={classes.entries}>
          {order.notes.map((note) => (
            <li key={note.id} className={classes.event}>
              <span className={classes.note}>{note.text}</span>
              <span className={classes.sub}>
                {note.by}, <Ago at={note.at} now={now} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={submit} noValidate>
        <Textarea
          aria-label="New note"
          placeholder="For your colleagues; customers don't see it"
          rows={2}
          maxLength={5_000}
          size="sm"
          {...form.getInputProps("text")}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit();
          }}
        />
        <Failure error={failureOf(add.error)} isOpen={false} />
        <Button
          type="submit"
          size="xs"
          variant="default"
          mt={8}
          loading={add.isPending}
          disabled={form.values.text.trim() === ""}
        >
          Add note
        </Button>
      </form>
    </Section>
  );
}
