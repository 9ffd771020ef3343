import { CodedError } from '../../../../coded-error.js';

/** @throws CodedError USAGE unless `min` ≤ value ≤ `max` */
export function within(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max && Number.isFinite(value)) return;
  throw new CodedError('USAGE', `${name} is ${value}, which is not from ${min} to ${max}`, {
    remedy: `Give ${name} a finite value in that range.`,
  });
}

/** @throws CodedError USAGE unless the value is finite and not negative */
export const notNegative = (name: string, value: number): void =>
  within(name, value, 0, Number.POSITIVE_INFINITY);

/** @throws CodedError USAGE unless the value is a probability */
export const probability = (name: string, value: number): void => within(name, value, 0, 1);
