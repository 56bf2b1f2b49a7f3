import { Mark } from "./mark.tsx";

interface FooterProps {
  supportEmail: string | undefined;
  testMode: boolean;
}

export function Footer({ supportEmail, testMode }: FooterProps) {
  return (
    <footer className="border-t border-line">
      <div className="page flex min-h-24 flex-wrap items-center gap-x-8 gap-y-2 py-6 text-sm text-soft">
        <Mark className="h-5 w-8" />
        <p>Dualtrack Records. Small runs, sent from the studio.</p>
        {supportEmail && (
          <p>
            Questions?{" "}
            <a href={`mailto:${supportEmail}`} className="text-ink underline underline-offset-4">
              {supportEmail}
            </a>
          </p>
        )}
        {testMode && <p>This is a test shop: no real money moves.</p>}
      </div>
    </footer>
  );
}
