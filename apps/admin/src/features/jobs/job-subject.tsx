import { Link } from "@tanstack/react-router";
import type { FailedJob } from "../../server/trpc.ts";
import { CopyId } from "../../ui/copy-id.tsx";

/** What a failed job is about, with a link to its page if it has one. */
export function JobSubject({ subject }: { subject: FailedJob["subject"] }) {
  switch (subject?.kind) {
    case undefined:
      return "Not known";
    case "shop":
      return "The shop";
    case "order":
      return (
        <Link to="/orders/$number" params={{ number: subject.number }}>
          {subject.number}
        </Link>
      );
    case "draft_order":
      return (
        <Link to="/draft-orders/$draftOrderId" params={{ draftOrderId: subject.id }}>
          {subject.number}
        </Link>
      );
    case "event":
      return (
        <Link to="/webhooks/$eventId" params={{ eventId: subject.id }}>
          {subject.id}
        </Link>
      );
    case "mail":
      return `Mail to ${subject.recipient}`;
    case "payment":
    case "checkout":
      return <CopyId id={subject.id} />;
  }
}
