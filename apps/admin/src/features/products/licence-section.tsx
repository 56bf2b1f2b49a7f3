import { setLicenceInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { type StaffProduct, trpc } from "../../server/trpc.ts";
import { Failure } from "../../ui/failure.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Section } from "../../ui/section.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

/** What whoever buys the files may do with them. It is saved by itself, and holds for orders from then on. */
export function LicenceSection({
  product: { id: productId, version, licence },
  mayEdit,
  onProduct,
}: {
  product: StaffProduct;
  mayEdit: boolean;
  /** Gets the product as it is after a change. */
  onProduct: (product: StaffProduct, notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const save = trpc.products.setLicence.useMutation({
    onSuccess: (product) => onProduct(product, "The licence is saved. Orders from now on have it."),
    onError: () => utils.products.get.invalidate({ productId }),
  });
  // As long as nothing is typed, the field follows what others save.
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { text: null as string | null },
    schema: setLicenceInput,
    inputOf: ({ text }) => ({ productId, version, text: text ?? licence.text }),
    mutation: save,
    onDone: () => form.reset(),
  });
  const text = form.values.text ?? licence.text;
  const isDirty = text !== licence.text;
  return (
    <Section title="Licence" id="licence">
      <form onSubmit={onSubmit} noValidate>
        <Textarea
          label="What customers may do with the files"
          description={`They read it before they buy, and keep it with their order as it was then. ${licence.number === 0 ? "None yet." : `This is version ${licence.number}.`}`}
          autosize
          minRows={3}
          maxRows={16}
          maxLength={20_000}
          disabled={isLocked}
          readOnly={!mayEdit}
          {...form.getInputProps("text")}
          value={text}
        />
        <Failure error={failure} isOpen={frozen !== null} />
        {mayEdit && (
          <Button
            type="submit"
            size="xs"
            mt={8}
            variant="default"
            loading={save.isPending}
            disabled={!isDirty && frozen === null}
          >
            Save the licence
          </Button>
        )}
      </form>
      <LeaveGuard isDirty={isDirty} />
    </Section>
  );
}
