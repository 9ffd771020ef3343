import { type DemersSetting, type ReproducedTable, reproduce } from './demers.js';
import { type NightsRow, type NightsValidationSetting, nightsRows } from './nights/nights-rows.js';
import { demersTables } from './published.js';
import { type RoundsRow, type RoundsSetting, roundsToInform } from './rounds-to-inform.js';

export interface ValidationSetting extends DemersSetting {
  readonly sizes: RoundsSetting['sizes'];
  readonly nights: NightsValidationSetting;
}

export interface Validation {
  readonly tables: readonly ReproducedTable[];
  readonly rounds: readonly RoundsRow[];
  /** How seldom `nightly` cries wolf, and how soon it finds a shift. */
  readonly nights: readonly NightsRow[];
}

/** Reproduces all published tables, and tries the detection of regressions. */
export function validate(setting: ValidationSetting): Validation {
  return {
    tables: demersTables.map((table) => reproduce(table, setting)),
    rounds: roundsToInform(setting),
    nights: nightsRows(setting.nights),
  };
}

/** Judged figures that lie outside what is expected, as sentences. */
export function disagreements({ tables, rounds, nights }: Validation): string[] {
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
    ...nights
      .filter(({ agrees }) => !agrees)
      .map(({ noise, figure, share, bound }) => `${noise}: ${figure} is ${share}, the bound ${bound}`),
  ];
}
