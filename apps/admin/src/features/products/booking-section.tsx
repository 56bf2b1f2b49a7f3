import { serviceLimits as limits, updateServiceInput } from "@dualtrack/contract";
import { Button, MultiSelect, TextInput } from "@mantine/core";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffProduct, type StaffService, trpc } from "../../server/trpc.ts";
import { Failure } from "../../ui/failure.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import classes from "./editor.module.css";
import { fieldId } from "./product-fields.ts";

/** When a service can be booked, for how long, and which rooms or people it takes. It is saved by itself. */
export function BookingSection({
  product,
  mayEdit,
  onProduct,
}: {
  product: StaffProduct;
  mayEdit: boolean;
  /** Gets the product as it is after a change. */
  onProduct: (product: StaffProduct, notice: string) => void;
}) {
  const service = trpc.products.service.useQuery({ productId: product.id }, { staleTime: 0 });
  const resources = trpc.resources.list.useQuery(undefined, { staleTime: 0 });
  return (
    <Section title="Booking" id={fieldId("booking")}>
      {(service.isError || resources.isError) && (
        <Problem
          title="The booking rules could not be loaded"
          error={service.error ?? resources.error}
          onRetry={() => void Promise.all([service.refetch(), resources.refetch()])}
        />
      )}
      {service.data && resources.data && (
        <BookingForm
          key={`${service.data.version} ${product.version}`}
          service={service.data}
          version={product.version}
          mayEdit={mayEdit}
          choices={resources.data.resources
            .filter(({ id, isArchived }) => !isArchived || service.data.resourceIds.includes(id))
            .map(({ id, name, isArchived }) => ({
              value: id,
              label: isArchived ? `${name} (archived)` : name,
            }))}
          onProduct={onProduct}
        />
      )}
    </Section>
  );
}

const numbers = [
  ["capacity", "Places", "Customers at one time in one room, or with one person."],
  ["stepMinutes", "A time every … minutes", "Counted from the opening."],
  ["bufferBeforeMinutes", "Minutes kept free before", "To prepare; also before it opens."],
  ["bufferAfterMinutes", "Minutes kept free after", "To tidy up; also after it closes."],
  ["leadMinutes", "Minutes in advance, at least", "Between the order and the booking."],
  ["horizonDays", "Days in advance, at most", "From today on."],
  ["freeCancelHours", "Free to cancel until … hours before", "Until then customers can move it, too."],
  ["lateKeepPercent", "Percent kept after that", "Of the price: 0 gives all back, 100 nothing."],
  ["reminderHours", "Reminder … hours before", "A mail to the customer; 0 sends none."],
] as const;

function BookingForm({
  service: { productId, settings, variants, resourceIds },
  version,
  mayEdit,
  choices,
  onProduct,
}: {
  service: StaffService;
  version: number;
  mayEdit: boolean;
  choices: { value: string; label: string }[];
  onProduct: (product: StaffProduct, notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const update = trpc.products.updateService.useMutation({
    async onSuccess(product) {
      onProduct(product, "The booking rules are saved.");
      await utils.products.service.invalidate({ productId });
    },
    async onError(error) {
      const code = refusalOf(error)?.code;
      if (code === "PRODUCT_CHANGED" || code === "RESOURCE_NOT_FOUND")
        await Promise.all([utils.products.get.invalidate({ productId }), utils.resources.list.invalidate()]);
    },
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: {
      ...(Object.fromEntries(numbers.map(([name]) => [name, String(settings?.[name] ?? "")])) as Record<
        (typeof numbers)[number][0],
        string
      >),
      durations: variants.map(({ durationMinutes }) => ({ minutes: String(durationMinutes ?? "") })),
      resourceIds,
    },
    schema: updateServiceInput,
    inputOf: ({ durations, resourceIds: chosen, ...typed }) => ({
      ...{ productId, version, resourceIds: chosen },
      ...(Object.fromEntries(numbers.map(([name]) => [name, readNumber(typed[name])])) as Record<
        (typeof numbers)[number][0],
        number
      >),
      durations: variants.map(({ id }, place) => ({
        variantId: id,
        minutes: readNumber(durations[place]?.minutes ?? ""),
      })),
    }),
    mutation: update,
    onDone() {},
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <fieldset className={classes.bare} disabled={isLocked || !mayEdit}>
        <div className={classes.fields}>
          {variants.map(({ id, title, sku }, place) => (
            <TextInput
              key={id}
              label={`Minutes of ${title || sku}`}
              inputMode="numeric"
              required={mayEdit}
              {...form.getInputProps(`durations.${place}.minutes`)}
            />
          ))}
          {numbers.map(([name, label, description]) => (
            <TextInput
              key={name}
              label={label}
              description={description}
              inputMode="numeric"
              required={mayEdit}
              {...form.getInputProps(name)}
            />
          ))}
          <MultiSelect
            label="Takes one of"
            description="The first free one, in this order."
            placeholder={form.values.resourceIds.length === 0 ? "Choose rooms or people" : ""}
            data={choices}
            maxValues={limits.resources}
            searchable
            className={classes.whole ?? ""}
            {...form.getInputProps("resourceIds")}
          />
        </div>
      </fieldset>
      {variants.length === 0 && (
        <p className={classes.dim}>Add a variant first: each has a duration of its own.</p>
      )}
      <p className={classes.dim}>
        <PathLink path="/resources">Rooms and people</PathLink> ·{" "}
        <PathLink path="/hours">Opening hours</PathLink>
      </p>
      <Failure error={failure} isOpen={frozen !== null} />
      {mayEdit && (form.isDirty() || frozen !== null) && (
        <Button type="submit" size="sm" loading={update.isPending}>
          Save the booking rules
        </Button>
      )}
    </form>
  );
}

function readNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
