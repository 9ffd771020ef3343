/** Up to so many whole numbers are all levels. */
const fewIntegers = 16;
/** Neighbouring levels differ by a quarter: less is hardly told apart through the noise. */
const ratio = 1.25;

/** All whole numbers of a range where they are few, else levels of about the same ratio. */
export function integersBetween(lowest: number, highest: number): number[] {
  if (highest - lowest < fewIntegers) {
    return Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i);
  }
  return [...new Set(spacedBetween(lowest, highest).map(Math.round))];
}

/** Levels from the lowest (above 0) to the highest, in steps of about the same ratio, rounded to two digits. */
export function spacedBetween(lowest: number, highest: number): number[] {
  const steps = Math.ceil(Math.log(highest / lowest) / Math.log(ratio) - 1e-9);
  const inner = Array.from({ length: Math.max(0, steps - 1) }, (_, i) =>
    Number((lowest * (highest / lowest) ** ((i + 1) / steps)).toPrecision(2)),
  );
  return [lowest, ...inner.filter((value) => value > lowest && value < highest), highest].filter(
    (value, i, all) => value !== all[i - 1],
  );
}
