import type { Shipment } from "./objects.ts";

/** A label of 4 × 6 inches as a PDF of one page. */
export function labelPdf({ to_address: to, tracking_code: code, selected_rate: rate }: Shipment): Buffer {
  const lines = [
    `${rate?.carrier ?? ""} ${rate?.service ?? ""}`,
    to.name ?? "",
    to.street1 ?? "",
    to.street2 ?? "",
    `${to.zip ?? ""} ${to.city ?? ""} ${to.state ?? ""}`,
    to.country ?? "",
    code ?? "",
    "SPECIMEN: NOT FOR SHIPPING",
  ].filter((line) => line.trim() !== "");
  const text = lines.map((line, index) => `1 0 0 1 24 ${396 - index * 28} Tm (${escaped(line)}) Tj`);
  const stream = `BT /F1 14 Tf\n${text.join("\n")}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${Buffer.byteLength(stream, "latin1")} >>\nstream\n${stream}\nendstream`,
  ];
  let pdf = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(pdf, "latin1");
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(pdf, "latin1");
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  pdf += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(pdf, "latin1");
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, (sign) => `\\${sign}`).replace(/[^\x20-\xff]/g, "?");
}
