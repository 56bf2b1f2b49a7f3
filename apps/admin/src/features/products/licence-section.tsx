import { setLicenceInput } from "@dualtrack/contract";
import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type StaffProduct, trpcClient } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { Failure } from "../../ui/failure.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Section } from "../../ui/section.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";

const licenceInput = setLicenceInput.pick({ text: true });

/** What whoever buys the files may do with them. It is saved by itself, and holds for orders from then on. */
export function LicenceSection({
  product: { licence },
  mayEdit,
  edit,
  onNotice,
}: {
  product: StaffProduct;
  mayEdit: boolean;
  edit: EditProduct;
  onNotice: (notice: string) => void;
}) {
  // As long as nothing is typed, the field follows what others save.
  const { form, onSubmit, showErrors, failureOf } = useSchemaForm<
    { text: string | null },
    typeof licenceInput
  >({
    initialValues: { text: null },
    schema: licenceInput,
    inputOf: ({ text }) => ({ text: text ?? licence.text }),
  });
  const save = useMutation({
    mutationFn: (text: string) =>
      edit(({ id, version }) => trpcClient.products.setLicence.mutate({ productId: id, version, text })),
    onSuccess() {
      form.reset();
      onNotice("The licence is saved. Orders from now on have it.");
    },
    onError: showErrors,
  });
  const text = form.values.text ?? licence.text;
  const isDirty = text !== licence.text;
  return (
    <Section title="Licence" id="licence">
      <form onSubmit={onSubmit((input) => save.mutate(input.text))} noValidate>
        <Textarea
          label="What customers may do with the files"
          description={`They read it before they buy, and keep it with their order as it was then. ${licence.number === 0 ? "None yet." : `This is version ${licence.number}.`}`}
          autosize
          minRows={3}
          maxRows={16}
          maxLength={20_000}
          disabled={save.isPending}
          readOnly={!mayEdit}
          {...form.getInputProps("text")}
          value={text}
        />
        <Failure error={failureOf(save.error)} isOpen={false} />
        {mayEdit && (
          <Button
            type="submit"
            size="xs"
            mt={8}
            variant="default"
            loading={save.isPending}
            disabled={!isDirty}
          >
            Save the licence
          </Button>
        )}
      </form>
      <LeaveGuard isDirty={isDirty} />
    </Section>
  );
}
