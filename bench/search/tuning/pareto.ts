/** Whether one list of prices is nowhere above another, and somewhere below. */
export const dominates = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((price, i) => price <= other[i]!) && one.some((price, i) => price < other[i]!);

/** Those that no other dominates, by the first price. */
export function paretoFront<T>(all: readonly T[], pricesOf: (one: T) => readonly number[]): T[] {
  const prices = new Map(all.map((one) => [one, pricesOf(one)]));
  return all
    .filter((one) => !all.some((other) => dominates(prices.get(other)!, prices.get(one)!)))
    .sort((a, b) => prices.get(a)![0]! - prices.get(b)![0]!);
}

/** How many others dominate each. */
export const dominators = (all: readonly (readonly number[])[]): number[] =>
  all.map((one) => all.filter((other) => dominates(other, one)).length);
