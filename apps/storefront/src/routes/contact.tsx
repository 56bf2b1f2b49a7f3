import { useSearch } from "@tanstack/react-router";
import { ContactForm } from "../features/contact/contact-form.tsx";
import { trpc } from "../server/trpc.ts";
import { Page } from "../ui/page.tsx";

/** The way to write to the shop; who comes from an order's page writes about that order. */
export function ContactRoute() {
  const { order: token, about } = useSearch({ from: "/contact" });
  // A link that is wrong, or an order that can't be reached, is no reason to keep anybody from writing.
  const { data: order, isPending } = trpc.orders.byToken.useQuery(
    { token: token ?? "" },
    { enabled: token !== undefined, retry: false },
  );
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title="Write to us">
      {token !== undefined && isPending ? (
        <div className="skeleton mt-8 h-96 max-w-2xl" role="status" aria-label="The form is loading" />
      ) : (
        <ContactForm key={token} order={order ?? null} about={about} supportEmail={settings?.supportEmail} />
      )}
    </Page>
  );
}
