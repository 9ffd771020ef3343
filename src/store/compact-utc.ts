/** `20261124T194630Z` */
export const compactUtc = (time: Date): string =>
  `${time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
