/** `place standard reduced`, in percent: what holds in 2026 for records and for books. */
const europeanVat = `
AT 20 10
BE 21 6
DE 19 7
DK 25 25
ES 21 4
FI 25.5 13.5
FR 20 5.5
GB 20 0
IE 23 0
IT 22 4
NL 21 9
PL 23 5
PT 23 6
SE 25 6
CH 8.1 2.6`;

/** `state rate name`, in percent; Oregon has no sales tax. */
const americanTaxes = `
US CA 7.25 Sales tax
US NY 8.875 Sales tax
US OR 0 Sales tax
CA QC 5 GST
CA QC 9.975 QST
CA ON 13 HST
CA BC 5 GST
CA BC 7 PST`;

interface DemoRate {
  country: string;
  state: string;
  taxCode: string;
  name: string;
  /** Parts per million. */
  rate: number;
}

const million = (percent: string | undefined) => Math.round(Number(percent) * 10_000);

const european = europeanVat
  .trim()
  .split("\n")
  .flatMap((row): DemoRate[] => {
    const [country = "", standard, reduced] = row.split(" ");
    const place = { country, state: "", name: "VAT" };
    return [
      { ...place, taxCode: "standard", rate: million(standard) },
      { ...place, taxCode: "reduced", rate: million(reduced) },
    ];
  });

const american = americanTaxes
  .trim()
  .split("\n")
  .map((row): DemoRate => {
    const [country = "", state = "", percent, ...name] = row.split(" ");
    return { country, state, taxCode: "standard", name: name.join(" "), rate: million(percent) };
  });

export const demoTaxRates: readonly DemoRate[] = [...european, ...american];
