import { exemptService, exemptSupply, formatMoney, isExemptName } from "@dualtrack/contract";
import type { InvoiceKind } from "@dualtrack/db";
import { type InvoiceDocument, type InvoicePart, readInvoiceDocument } from "./invoice-document.ts";
import { createPdfPage, edges, type PdfPage } from "./pdf-page.ts";

interface StoredInvoice {
  kind: InvoiceKind;
  number: string;
  issuedAt: Date;
  document: unknown;
}

const titles: Record<InvoiceKind, string> = {
  invoice: "Invoice",
  credit_note: "Credit note",
  reversal: "Reversal of a credit note",
};

const columns = { title: edges.left, quantity: 300, unit: 345, discount: 415, amount: 475 };

/** The PDF of an invoice or a correction. It depends on nothing but the stored row, so it is the same file each time. */
export async function renderInvoice({
  kind,
  number,
  issuedAt,
  document: stored,
}: StoredInvoice): Promise<Buffer> {
  const document = readInvoiceDocument(stored);
  const title = titles[kind];
  const page = await createPdfPage({ title: `${title} ${number}`, createdAt: issuedAt });
  writeHead(page, { title, number, document });
  page.space(18);
  writeParts(page, document);
  writeSums(page, document);
  page.space(16);
  const texts = [
    correctionText(kind, document),
    exemptionText(document),
    rateText(document),
    document.footer,
  ];
  for (const text of texts) if (text !== "") page.row([{ text, x: edges.left, width: 430 }], 8);
  return page.end(`${title} ${number} · ${document.seller.name}`);
}

function writeHead(
  page: PdfPage,
  { title, number, document }: { title: string; number: string; document: InvoiceDocument },
): void {
  const { seller, customer, deliverTo, corrects } = document;
  const right = { x: 340, width: edges.right - 340 };
  const small = { size: 8, color: "#6b655c" };
  const vatId = (id: string | null) => (id === null ? [] : [`VAT id ${id}`]);
  const contact = [seller.email, ...(seller.phone === null ? [] : [seller.phone])];
  page.row(
    [
      { text: title, x: edges.left, width: 280, style: { size: 19, isBold: true } },
      { text: seller.name, ...right, style: { size: 11, isBold: true } },
    ],
    2,
  );
  page.row(
    [
      {
        text: [
          `Number ${number}`,
          `Issued on ${dayText(document.issuedOn)}`,
          `Order ${document.orderNumber} of ${dayText(document.orderedOn)}`,
          ...(corrects === null ? [] : [`Corrects ${corrects.number} of ${dayText(corrects.issuedOn)}`]),
        ].join("\n"),
        x: edges.left,
        width: 280,
      },
      { text: [...seller.address, ...vatId(seller.vatId), ...contact].join("\n"), ...right },
    ],
    24,
  );
  page.row([
    { text: "Customer", x: edges.left, width: 280, style: small },
    ...(deliverTo === null ? [] : [{ text: "Delivered to", ...right, style: small }]),
  ]);
  const people = [
    ...(customer.company === null ? [] : [customer.company]),
    customer.name ?? customer.email ?? "",
    ...customer.address,
    ...vatId(customer.vatId),
  ];
  page.row([
    { text: people.join("\n"), x: edges.left, width: 280 },
    ...(deliverTo === null ? [] : [{ text: deliverTo.join("\n"), ...right }]),
  ]);
}

function writeParts(page: PdfPage, document: InvoiceDocument): void {
  const { currency, corrects, parts } = document;
  const money = (amount: number) => formatMoney({ amount, currency });
  const hasDiscount = parts.some(({ discountAmount }) => discountAmount > 0);
  const head = { size: 8, isBold: true };
  const rowOf = (texts: Record<keyof typeof columns, string>, style: { size?: number; isBold?: boolean }) => [
    { text: texts.title, x: columns.title, width: columns.quantity - columns.title - 12, style },
    { text: texts.quantity, x: columns.quantity, width: 35, style: { ...style, align: "right" as const } },
    { text: texts.unit, x: columns.unit, width: 62, style: { ...style, align: "right" as const } },
    { text: texts.discount, x: columns.discount, width: 55, style: { ...style, align: "right" as const } },
    {
      ...{ text: texts.amount, x: columns.amount, width: edges.right - columns.amount },
      style: { ...style, align: "right" as const },
    },
  ];
  page.row(
    rowOf(
      {
        title: corrects === null ? "Goods" : "What it is for",
        quantity: "Units",
        unit: corrects === null ? "Price" : "",
        discount: hasDiscount ? "Discount" : "",
        amount: "Amount",
      },
      head,
    ),
    3,
  );
  page.rule();
  for (const part of parts)
    page.row(
      rowOf(
        {
          title: part.title,
          quantity: part.position === null || part.quantity === 0 ? "" : String(part.quantity),
          unit: part.position === null || part.unitAmount === null ? "" : money(part.unitAmount),
          discount: part.discountAmount > 0 ? `−${money(part.discountAmount)}` : "",
          amount: money(priceOf(part, document)),
        },
        {},
      ),
      3,
    );
  page.rule();
}

/** What stands in the column of amounts: with tax if prices contain it. */
function priceOf({ totalAmount, taxes }: InvoicePart, { taxBehavior }: InvoiceDocument): number {
  if (taxBehavior === "inclusive") return totalAmount;
  return totalAmount - taxes.reduce((sum, { taxAmount }) => sum + taxAmount, 0);
}

function writeSums(
  page: PdfPage,
  { currency, taxBehavior, taxes, taxAmount, totalAmount, baseTax }: InvoiceDocument,
): void {
  const money = (amount: number) => formatMoney({ amount, currency });
  const sum = (label: string, amount: string, isBold = false) =>
    page.row(
      [
        { text: label, x: 200, width: columns.amount - 210, style: { isBold, align: "right" } },
        {
          text: amount,
          x: columns.amount,
          width: edges.right - columns.amount,
          style: { isBold, align: "right" },
        },
      ],
      3,
    );
  const isIncluded = taxBehavior === "inclusive";
  const taxRows = () => {
    for (const tax of taxes)
      sum(
        isExemptName(tax.name)
          ? `${tax.name} to ${tax.jurisdiction}, no VAT on ${money(tax.taxableAmount)}`
          : `${isIncluded ? "incl." : "plus"} ${tax.rate / 10_000} % ${tax.name} ${tax.jurisdiction} on ${money(tax.taxableAmount)}`,
        money(tax.taxAmount),
      );
  };
  if (!isIncluded) {
    sum("Sum without tax", money(totalAmount - taxAmount));
    taxRows();
  }
  sum(`Total in ${currency.toUpperCase()}`, money(totalAmount), true);
  if (isIncluded) taxRows();
  if (taxes.length === 0) sum("No tax is charged", money(0));
  if (baseTax?.taxAmount != null && baseTax.exchangeRate !== null)
    sum(
      `Tax in ${baseTax.currency.toUpperCase()} (1 ${baseTax.currency.toUpperCase()} = ${baseTax.exchangeRate} ${currency.toUpperCase()})`,
      formatMoney({ amount: baseTax.taxAmount, currency: baseTax.currency }),
    );
}

/** What an invoice without tax must say. @see Articles 138(1), 196 and 226(11) and (11a) of Directive 2006/112/EC */
export function exemptionText({ taxes }: Pick<InvoiceDocument, "taxes">): string {
  const texts = Object.entries(exemptionTexts).filter(([exempt]) =>
    taxes.some(({ name }) => name === exempt),
  );
  return texts.map(([, text]) => text).join(" ");
}

const exemptionTexts = {
  [exemptSupply]:
    "Intra-Community supply of goods, exempt from VAT (Article 138 of Directive 2006/112/EC). Reverse charge: the recipient accounts for the VAT on the acquisition.",
  [exemptService]:
    "Reverse charge: the recipient accounts for the VAT on files and services (Article 196 of Directive 2006/112/EC).",
};

/** @see Article 230 of Directive 2006/112/EC */
function rateText({ baseTax }: InvoiceDocument): string {
  if (baseTax === null || baseTax.taxAmount !== null) return "";
  return `The tax is not stated in ${baseTax.currency.toUpperCase()}, as no exchange rate was known when the order was placed.`;
}

function correctionText(kind: InvoiceKind, { corrects, totalAmount, currency }: InvoiceDocument): string {
  const total = formatMoney({ amount: totalAmount, currency });
  if (kind === "credit_note")
    return `${total} of invoice ${corrects?.number ?? ""} goes back to the customer.`;
  if (kind === "reversal")
    return `The refund of credit note ${corrects?.number ?? ""} did not arrive, so this takes it back: ${total} of the invoice stands again.`;
  return "";
}

/** 2026-11-29 is "29 November 2026". */
function dayText(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}
