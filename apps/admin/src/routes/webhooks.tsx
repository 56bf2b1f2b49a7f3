import { PageHead } from "../ui/page-head.tsx";

export function WebhooksRoute() {
  return <PageHead title="Webhooks" />;
}
