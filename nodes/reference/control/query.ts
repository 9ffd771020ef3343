import { HttpError } from './http-error.js';

/** Whole number of a query parameter within bounds. @throws HttpError badRequest */
export function wholeNumber(
  query: URLSearchParams,
  name: string,
  { min, max, absent }: { readonly min: number; readonly max: number; readonly absent: number },
): number {
  const text = query.get(name);
  if (text === null) return absent;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new HttpError(
    'badRequest',
    `${name} must be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`,
  );
}

/** `true` or `false`; undefined when it is absent. @throws HttpError badRequest */
export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new HttpError('badRequest', `${name} must be true or false, not ${JSON.stringify(text)}`);
}
