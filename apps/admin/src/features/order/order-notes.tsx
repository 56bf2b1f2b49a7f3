import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./order.module.css";
import { useOrderChanged } from "./use-order-changed.ts";

/** Notes that staff write about the order for each other. */
export function OrderNotes({ order, now }: { order: OrderView; now: number }) {
  const [text, setText] = useState("");
  const underWay = useRef(false);
  const changed = useOrderChanged(order.number);
  const add = trpc.orders.addNote.useMutation({
    onSuccess: () => setText(""),
    async onSettled() {
      underWay.current = false;
      await changed();
    },
  });

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (underWay.current || text.trim() === "") return;
    underWay.current = true;
    add.mutate({ orderId: order.id, text: text.trim() });
  }

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
      <form onSubmit={submit}>
        <Textarea
          aria-label="New note"
          placeholder="For your colleagues; customers don't see it"
          rows={2}
          maxLength={5_000}
          size="sm"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
        <Failure error={add.error} isOpen={false} />
        <Button
          type="submit"
          size="xs"
          variant="default"
          mt={8}
          loading={add.isPending}
          disabled={text.trim() === ""}
        >
          Add note
        </Button>
      </form>
    </Section>
  );
}
