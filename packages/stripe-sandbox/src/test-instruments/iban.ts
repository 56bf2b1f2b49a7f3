/** Where an IBAN keeps its bank and branch, counted after country and check digits. From the SWIFT IBAN registry. */
const layouts: Record<string, { bank: number; branch: number }> = {
  AT: { bank: 5, branch: 0 },
  BE: { bank: 3, branch: 0 },
  CH: { bank: 5, branch: 0 },
  DE: { bank: 8, branch: 0 },
  EE: { bank: 2, branch: 0 },
  ES: { bank: 4, branch: 4 },
  FI: { bank: 3, branch: 0 },
  FR: { bank: 5, branch: 5 },
  GB: { bank: 4, branch: 6 },
  GI: { bank: 4, branch: 0 },
  HR: { bank: 7, branch: 0 },
  IE: { bank: 4, branch: 6 },
  LI: { bank: 5, branch: 0 },
  LT: { bank: 5, branch: 0 },
  LU: { bank: 3, branch: 0 },
  NL: { bank: 4, branch: 0 },
  NO: { bank: 4, branch: 0 },
  PT: { bank: 4, branch: 4 },
  SE: { bank: 3, branch: 0 },
};

/** Without the spaces and small letters that people write. */
export const plainIban = (text: string): string => text.replace(/[\s-]/g, "").toUpperCase();

/**
 * Whether it has the form of an IBAN and its check digits are right: with the first four characters moved to the end
 * and letters counted from A = 10, the number leaves 1 when divided by 97 (ISO 13616).
 */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

export interface IbanParts {
  country: string;
  bank_code: string;
  branch_code: string;
  last4: string;
}

/** What Stripe shows of an account. */
export function partsOfIban(iban: string): IbanParts {
  const country = iban.slice(0, 2);
  const { bank, branch } = layouts[country] ?? { bank: 0, branch: 0 };
  return {
    country,
    bank_code: iban.slice(4, 4 + bank),
    branch_code: iban.slice(4 + bank, 4 + bank + branch),
    last4: iban.slice(-4),
  };
}
