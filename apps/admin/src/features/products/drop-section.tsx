import { type DropOrder, type DropState, type LetInRefusal, setDropInput } from "@dualtrack/contract";
import { Button, Group, Select, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffDrop, type StaffProduct, trpc } from "../../server/trpc.ts";
import { Failure } from "../../ui/failure.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { CloseLineDialog } from "./close-line-dialog.tsx";
import classes from "./editor.module.css";
import { EndDropDialog } from "./end-drop-dialog.tsx";
import { fieldId } from "./product-fields.ts";

interface DropProps {
  product: StaffProduct;
  mayEdit: boolean;
  onNotice(text: string): void;
}

/** How often the counts are read again, in ms. */
const lookMs = 3_000;

/** Whether customers buy the product in turn, and the line of those who want it. It is saved by itself. */
export function DropSection({ product, mayEdit, onNotice }: DropProps) {
  const drop = trpc.drops.get.useQuery(
    { productId: product.id },
    { staleTime: 0, refetchInterval: ({ state }) => (state.data ? lookMs : false) },
  );
  return (
    <Section title="Drop" id={fieldId("drop")}>
      {drop.isError && (
        <Problem title="The line could not be loaded" error={drop.error} onRetry={drop.refetch} />
      )}
      {drop.data !== undefined && (
        <>
          <p className={classes.dim}>
            {drop.data === null
              ? "When more people want it than there is stock, let them wait in line and buy in turn."
              : "Customers wait in line on its page, and each has some minutes to begin the checkout when it is their turn."}
          </p>
          {drop.data && <Line drop={drop.data} {...{ product, mayEdit, onNotice }} />}
          {(mayEdit || drop.data) && <DropForm drop={drop.data} {...{ product, mayEdit, onNotice }} />}
        </>
      )}
    </Section>
  );
}

function settingsOf(drop: StaffDrop | null) {
  return {
    order: drop?.order ?? "arrival",
    startMinutes: String(drop?.startMinutes ?? 5),
    limitPerPerson: String(drop?.limitPerPerson ?? 1),
  };
}

/** What becomes of those who come before the opening. */
const orderTexts: Record<DropOrder, string> = {
  arrival: "served in the order of arrival",
  lot: "drawn by lot",
};

const stateTexts: Record<DropState, string> = {
  open: "The line moves.",
  paused: "The line is paused: people join it, and nobody is let in by itself.",
  closed: "The line is closed: nobody joins it, and nobody is let in.",
};

const refusalTexts: Record<LetInRefusal, string> = {
  nobody_waits: "nobody waits.",
  not_shown: "the product is not shown in the shop.",
  not_open: "the sale has not opened.",
  nothing_left: "nothing is left that nobody has reserved.",
  kept: "what is free is kept for those whose turn it is.",
  moving: "the line moves just now. Try again in a moment.",
};

function Line({ drop, product, mayEdit, onNotice }: DropProps & { drop: StaffDrop }) {
  const utils = trpc.useUtils();
  const productId = product.id;
  const done = { onSettled: () => utils.drops.get.invalidate({ productId }) };
  const setState = trpc.drops.setState.useMutation(done);
  const letIn = trpc.drops.letIn.useMutation({
    ...done,
    onSuccess: ({ admitted }) => {
      if (admitted > 0) onNotice(`${admitted} ${admitted === 1 ? "person was" : "people were"} let in.`);
    },
  });
  const [isClosing, setIsClosing] = useState(false);
  const move = (state: DropState) => setState.mutate({ productId, state });
  const error = setState.error ?? letIn.error;
  return (
    <>
      <p className={classes.state}>
        {stateTexts[drop.state]} <strong>{drop.waiting}</strong> wait, <strong>{drop.admitted}</strong> have
        their turn, <strong>{drop.started}</strong> began the checkout, <strong>{drop.lapsed}</strong> let it
        lapse, <strong>{drop.left}</strong> left.{" "}
        <Link to="/products/$productId/line" params={{ productId }}>
          See the line
        </Link>
      </p>
      {mayEdit && (
        <Group gap="sm" mb="md">
          {drop.state !== "open" && (
            <Button size="xs" variant="default" loading={setState.isPending} onClick={() => move("open")}>
              Let the line move
            </Button>
          )}
          {drop.state === "open" && (
            <Button size="xs" variant="default" loading={setState.isPending} onClick={() => move("paused")}>
              Pause the line
            </Button>
          )}
          {drop.state !== "closed" && (
            <Button size="xs" variant="default" onClick={() => setIsClosing(true)}>
              Close the line
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            disabled={drop.waiting === 0}
            loading={letIn.isPending}
            onClick={() => letIn.mutate({ productId, count: 1 })}
          >
            Let the next one in
          </Button>
        </Group>
      )}
      {letIn.data?.refusal && (
        <p role="status" className={classes.state}>
          Nobody was let in: {refusalTexts[letIn.data.refusal]}
        </p>
      )}
      {error !== null && <Failure error={error} isOpen={false} />}
      {isClosing && (
        <CloseLineDialog
          {...{ drop, productId }}
          onDone={() => {
            setIsClosing(false);
            onNotice("The line is closed.");
          }}
          onClose={() => setIsClosing(false)}
        />
      )}
    </>
  );
}

function DropForm({ drop, product, mayEdit, onNotice }: DropProps & { drop: StaffDrop | null }) {
  const utils = trpc.useUtils();
  const productId = product.id;
  const set = trpc.drops.set.useMutation({
    onSuccess: () => onNotice("The drop is saved."),
    onSettled: () => utils.drops.get.invalidate({ productId }),
  });
  const [isEnding, setIsEnding] = useState(false);
  /** The version that is saved over: of what the fields began with, or what was told beside them. */
  const [seen, setSeen] = useState(drop?.version ?? null);
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: settingsOf(drop),
    schema: setDropInput,
    inputOf: ({ order, startMinutes, limitPerPerson }) => ({
      ...{ productId, order, version: seen },
      startMinutes: readNumber(startMinutes),
      limitPerPerson: readNumber(limitPerPerson),
    }),
    mutation: set,
    onDone() {
      form.resetDirty();
    },
  });
  const version = drop?.version ?? null;
  const isOutdated = refusalOf(set.error)?.code === "DROP_CHANGED";
  // Its answer stands beside what was typed: saving again is meant.
  useEffect(() => {
    if (isOutdated) setSeen(version);
  }, [isOutdated, version]);
  // What somebody else saves is taken over, unless something is typed here: that stays.
  const saved = JSON.stringify(settingsOf(drop));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it was saved
  useEffect(() => {
    if (form.isDirty()) return;
    takeOver();
  }, [saved, version]);
  function takeOver() {
    form.setInitialValues(JSON.parse(saved));
    form.reset();
    setSeen(version);
    set.reset();
  }
  return (
    <>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.bare} disabled={isLocked || !mayEdit}>
          <div className={classes.fields}>
            <Select
              label="Who comes before the opening"
              description="Those who come later follow in the order of arrival."
              data={[
                { value: "arrival", label: `is ${orderTexts.arrival}` },
                { value: "lot", label: `is ${orderTexts.lot}` },
              ]}
              allowDeselect={false}
              {...form.getInputProps("order")}
            />
            <TextInput
              label="Minutes to begin the checkout"
              description="After that it is the next one's turn."
              inputMode="numeric"
              {...form.getInputProps("startMinutes")}
            />
            <TextInput
              label="Units for one person"
              description="At most, in one checkout."
              inputMode="numeric"
              {...form.getInputProps("limitPerPerson")}
            />
          </div>
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        {isOutdated && (
          <p className={classes.state}>
            {drop === null
              ? "It is no drop any more."
              : `Saved are: ${orderTexts[drop.order]}, ${drop.startMinutes} min to begin the checkout, at most ${drop.limitPerPerson} for one person.`}{" "}
            <Button size="xs" variant="default" onClick={takeOver}>
              {drop === null ? "Drop what I typed" : "Take these over"}
            </Button>
          </p>
        )}
        {mayEdit && (
          <Group gap="sm">
            {(drop === null || form.isDirty() || frozen !== null) && (
              <Button type="submit" size="sm" loading={set.isPending}>
                {drop === null ? "Make it a drop" : "Save the drop"}
              </Button>
            )}
            {drop !== null && (
              <Button
                size="sm"
                variant="default"
                disabled={drop.waiting + drop.admitted > 0 && drop.state !== "closed"}
                title={
                  drop.waiting + drop.admitted > 0 ? "Close the line first: people wait in it." : undefined
                }
                onClick={() => setIsEnding(true)}
              >
                End the drop
              </Button>
            )}
          </Group>
        )}
      </form>
      {isEnding && drop !== null && (
        <EndDropDialog
          {...{ drop, productId }}
          onDone={() => {
            setIsEnding(false);
            onNotice("It is a product like any other now, and its line is gone.");
          }}
          onClose={() => setIsEnding(false)}
        />
      )}
    </>
  );
}

function readNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
