import { type DemersSetting, type ReproducedTable, reproduce } from './demers.js';
import { type OrderRow, publishedOrder } from './lifeguard/published-order.js';
import { type LifeguardSetting, type TradeOff, tradeOffs } from './lifeguard/trade-off.js';
import { type NightsRow, type NightsValidationSetting, nightsRows } from './nights/nights-rows.js';
import { demersTables } from './published.js';
import { type RoundsRow, type RoundsSetting, roundsToInform } from './rounds-to-inform.js';
import { type Calibration, calibrate, freshRuns } from './tuning/calibration.js';
import {
  gridQuestion,
  gridRepetitions,
  lossyQuestion,
  searchExhaustively,
  withRepetitions,
} from './tuning/grid.js';
import { type TunedGrid, tuneOnGrid } from './tuning/tuner-on-grid.js';

export interface ValidationSetting extends DemersSetting {
  readonly sizes: RoundsSetting['sizes'];
  readonly nights: NightsValidationSetting;
}

export interface Validation {
  readonly tables: readonly ReproducedTable[];
  readonly rounds: readonly RoundsRow[];
  /** How seldom `nightly` cries wolf, and how soon it finds a shift. */
  readonly nights: readonly NightsRow[];
  /** What takes threads, and is left out of short validations. */
  readonly tuning?: TunedGrid;
  /** Not judged. */
  readonly tuningUnderLoss?: TunedGrid;
  /** Whether what the tuner calls kept with 95 % is kept. */
  readonly calibration?: readonly Calibration[];
  readonly lifeguard?: { readonly tradeOffs: readonly TradeOff[]; readonly order: readonly OrderRow[] };
}

/** How much is run of what takes threads. */
export interface SearchedSetting extends LifeguardSetting {
  readonly seeds: readonly number[];
  /** Questions of the calibration, on each of two grids. */
  readonly questions: number;
}

/** Whether the tuner finds what an exhaustive search finds, and whether the trade-off of a failure detector is the published one. */
export async function validateSearch({
  seeds,
  questions,
  ...lifeguard
}: SearchedSetting): Promise<Pick<Validation, 'tuning' | 'tuningUnderLoss' | 'calibration' | 'lifeguard'>> {
  const all = await tradeOffs(lifeguard);
  const repetitions = gridRepetitions + freshRuns;
  const sound = await searchExhaustively(gridQuestion, repetitions);
  const lossy = await searchExhaustively(lossyQuestion, repetitions);
  return {
    tuning: tuneOnGrid(withRepetitions(sound, gridRepetitions), seeds),
    tuningUnderLoss: tuneOnGrid(withRepetitions(lossy, gridRepetitions), seeds),
    calibration: [calibrate('sound links', sound, questions), calibrate('10 % loss', lossy, questions)],
    lifeguard: { tradeOffs: all, order: publishedOrder(all) },
  };
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
export function disagreements({
  tables,
  rounds,
  nights,
  tuning,
  calibration,
  lifeguard,
}: Validation): string[] {
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
    ...(tuning?.rows ?? [])
      .filter(({ agrees }) => !agrees)
      .map(
        ({ seed, choice, ratio, evaluations }) =>
          `the tuner with seed ${seed} takes ${choice}, ${ratio} times as dear as the best, after ${evaluations} evaluations`,
      ),
    ...(calibration ?? [])
      .filter(({ agrees }) => !agrees)
      .map(
        ({ name, share, claims }) =>
          `of ${claims} answers that the tuner called kept (${name}), ${share} were kept in fresh runs`,
      ),
    ...(lifeguard?.order ?? [])
      .filter(({ agrees }) => !agrees)
      .map(({ statement, simulated }) => `not so: ${statement} (${simulated})`),
  ];
}
