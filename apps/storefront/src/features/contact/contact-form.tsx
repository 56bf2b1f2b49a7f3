import { newRequestId } from "@dualtrack/browser";
import {
  isOrderMissing,
  type MessageReason,
  maxMessageText,
  maxOrderText,
  messageReasons,
  sendMessageInput,
} from "@dualtrack/contract";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { errorMessage } from "../../messages.ts";
import { fieldProblemOf } from "../../server/refusals.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { SelectField, TextAreaField, TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { reasonLabels } from "./reason-labels.ts";

interface ContactFormProps {
  /** The order that it is about; null: none is known. */
  order: OrderView | null;
  /** What the page that led here is about. */
  about: MessageReason | undefined;
  supportEmail: string | undefined;
}

const fields = ["reason", "email", "orderText", "text"] as const;
type Field = (typeof fields)[number];

/** Asks what it is about, and sends it once, however often it is pressed. */
export function ContactForm({ order, about, supportEmail }: ContactFormProps) {
  const [requestId] = useState(newRequestId);
  const [values, setValues] = useState({
    reason: about ?? "",
    email: order?.email ?? "",
    orderText: "",
    text: "",
    homepage: "",
  });
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const form = useRef<HTMLFormElement>(null);
  const send = trpc.messages.send.useMutation();
  const input = {
    ...values,
    ...{ requestId, orderText: order === null ? values.orderText : "" },
    ...(order !== null && { orderToken: order.token }),
  };
  const problemsOf = (entered: Partial<typeof values> = {}) => {
    const { error } = sendMessageInput.safeParse({ ...input, ...entered });
    const found: Partial<Record<Field, string>> = {};
    for (const { path, message } of error?.issues ?? [])
      for (const field of fields) if (path[0] === field) found[field] ??= message;
    return found;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const found = problemsOf();
    setErrors(found);
    const first = fields.find((field) => found[field] !== undefined);
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`#contact-${first}`)?.focus();
    else send.mutate(sendMessageInput.parse(input));
  };
  if (send.isSuccess) return <Sent email={send.variables.email} order={order} />;
  const bind = (name: Field) => ({
    id: `contact-${name}`,
    name,
    value: values[name],
    error: errors[name] ?? fieldProblemOf(send.error, name),
    onChange: ({ target: { value } }: { target: { value: string } }) => {
      setValues((before) => ({ ...before, [name]: value }));
      // Gone as soon as it is mended: if it went when the field is left, Send would move away under the finger that presses it.
      if (errors[name] !== undefined) setErrors({ ...errors, [name]: problemsOf({ [name]: value })[name] });
    },
    onBlur: () => {
      if (values[name] !== "") setErrors((before) => ({ ...before, [name]: problemsOf()[name] }));
    },
  });
  return (
    <form ref={form} onSubmit={submit} noValidate className="mt-8 grid max-w-2xl gap-4">
      {order !== null && (
        <p>
          About your order <strong>{order.number}</strong>
        </p>
      )}
      <SelectField {...bind("reason")} label="What is it about?" required>
        <option value="">Choose…</option>
        {messageReasons.map((reason) => (
          <option key={reason} value={reason}>
            {reasonLabels[reason]}
          </option>
        ))}
      </SelectField>
      {messageReasons.some((reason) => reason === values.reason && isOrderMissing(reason)) && (
        <Notice variant="plain">
          Enter the e-mail address that you gave when you paid: with it we find your payment. An order is
          never lost when it was paid; we see to it at once.
        </Notice>
      )}
      <TextField
        {...bind("email")}
        label="E-mail"
        // As at the checkout: fields of type email rewrite international addresses.
        type="text"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="email"
        required
      />
      {order === null && (
        <TextField
          {...bind("orderText")}
          label="Order number"
          hint="if you have one"
          maxLength={maxOrderText}
          autoComplete="off"
        />
      )}
      <TextAreaField {...bind("text")} label="Your message" rows={7} maxLength={maxMessageText} required />
      {/* For programs that fill in every field; people neither see nor reach it. */}
      <div className="absolute -left-[999rem]" aria-hidden="true">
        <label>
          Leave this empty
          <input
            name="homepage"
            tabIndex={-1}
            autoComplete="off"
            value={values.homepage}
            onChange={({ target: { value } }) => setValues((before) => ({ ...before, homepage: value }))}
          />
        </label>
      </div>
      {send.error && (
        <Notice variant="bad" title="Your message was not sent">
          {errorMessage(send.error)} What you have written is still here.
        </Notice>
      )}
      <Button type="submit" className="justify-self-start" aria-disabled={send.isPending}>
        {send.isPending ? "Sending…" : "Send"}
      </Button>
      {supportEmail && (
        <p className="text-soft wrap-anywhere">
          Or write a mail to{" "}
          <a href={`mailto:${supportEmail}`} className="text-ink underline underline-offset-4">
            {supportEmail}
          </a>
          .
        </p>
      )}
    </form>
  );
}

function Sent({ email, order }: { email: string; order: OrderView | null }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="mt-8 max-w-2xl">
      <h2 ref={heading} tabIndex={-1} className="mb-3 text-2xl outline-none">
        Your message is with us
      </h2>
      <p className="wrap-anywhere">
        We answer to <strong>{email}</strong>, usually within one working day. A mail that confirms it is on
        its way there; if it does not come, look into your spam folder.
      </p>
      <div className="mt-6">
        {order === null ? (
          <ButtonLink to="/" variant="line">
            Go to the catalog
          </ButtonLink>
        ) : (
          <ButtonLink to="/orders/$token" params={{ token: order.token }} variant="line">
            Back to your order
          </ButtonLink>
        )}
      </div>
    </section>
  );
}
