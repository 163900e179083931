/** '500229001002' is fund-500229-001-002: a division has one fund at most, and its id holds the division's digits. */
export const fundIdOf = (division: string): string => ['fund', ...(division.match(/^\d{6}|\d{3}/g) ?? [])].join('-');
