/** One way of doing the thing that is measured; gives one figure, in `unit` of the comparison. */
export interface Variant {
  readonly name: string;
  readonly measure: () => Promise<number>;
}

export interface Measured {
  readonly name: string;
  readonly values: readonly number[];
}

/** Measures the variants interleaved (A B A B …), so that what disturbs the machine disturbs them alike. */
export async function sideBySide(
  variants: readonly Variant[],
  repetitions: number,
  onRound?: (round: number) => void,
): Promise<Measured[]> {
  const measured = variants.map(({ name }) => ({ name, values: [] as number[] }));
  for (let round = 0; round < repetitions; round += 1) {
    onRound?.(round);
    for (const [i, variant] of variants.entries()) measured[i]!.values.push(await variant.measure());
  }
  return measured;
}
