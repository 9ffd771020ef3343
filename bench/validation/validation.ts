import { type DemersSetting, type ReproducedTable, reproduce } from './demers.js';
import { demersTables } from './published.js';
import { type RoundsRow, type RoundsSetting, roundsToInform } from './rounds-to-inform.js';

export interface ValidationSetting extends DemersSetting {
  readonly sizes: RoundsSetting['sizes'];
}

export interface Validation {
  readonly tables: readonly ReproducedTable[];
  readonly rounds: readonly RoundsRow[];
}

/** Reproduces all published tables. */
export function validate(setting: ValidationSetting): Validation {
  return {
    tables: demersTables.map((table) => reproduce(table, setting)),
    rounds: roundsToInform(setting),
  };
}

/** Judged figures that lie outside what is expected, as sentences. */
export function disagreements({ tables, rounds }: Validation): string[] {
  return [
    ...tables.flatMap(({ title, rows }) =>
      rows.flatMap(({ k, cells }) =>
        cells
          .filter(({ judged, agrees }) => judged && !agrees)
          .map(
            ({ figure, published, measured }) =>
              `${title}, k = ${k}: ${figure} is ${measured.mean}, published ${published}`,
          ),
      ),
    ),
    ...rounds
      .filter(({ agrees }) => !agrees)
      .map(
        ({ mode, by, nodes, measured, formula }) =>
          `${mode} at n = ${nodes} by ${by}: ${measured.mean} rounds, by formula ${formula}`,
      ),
  ];
}
