import { PageHead } from "../ui/page-head.tsx";

export function AccountRoute() {
  return <PageHead title="Your account" />;
}
