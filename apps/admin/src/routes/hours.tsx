import { HoursEditor } from "../features/resources/hours-editor.tsx";
import { trpc } from "../server/trpc.ts";
import { PathLink } from "../ui/path-link.tsx";
import { SettingsPage } from "../ui/settings-page.tsx";

/** When the shop is open, for everything that is booked. */
export function HoursRoute() {
  const hours = trpc.resources.hours.useQuery(undefined, { staleTime: 0, refetchOnWindowFocus: "always" });
  const utils = trpc.useUtils();
  return (
    <SettingsPage
      title="Opening hours"
      name="the opening hours"
      settings={hours}
      Editor={HoursEditor}
      onSaved={(saved) => utils.resources.hours.setData(undefined, saved)}
      savedText="It holds for new bookings; those that there are stay."
    >
      <PathLink path="/resources">Rooms and people</PathLink>
    </SettingsPage>
  );
}
