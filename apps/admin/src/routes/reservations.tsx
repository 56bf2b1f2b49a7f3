import { PageHead } from "../ui/page-head.tsx";

export function ReservationsRoute() {
  return <PageHead title="Reservations" />;
}
