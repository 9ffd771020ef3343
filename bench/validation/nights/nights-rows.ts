import { z99 } from '../spread.js';
import { falseAlarms, foundShifts, type NightsSetting } from './alarms.js';
import type { Noise } from './synthetic-series.js';

export interface NightsValidationSetting extends NightsSetting {
  /** Histories of each kind. */
  readonly series: number;
  /** Nights of a stationary history. */
  readonly nights: number;
}

/** One figure of the validation, with the bound that it must keep to. */
export interface NightsRow {
  readonly noise: string;
  readonly figure: 'false alarms a night' | 'shifts of 10 % found within 5 nights';
  readonly trials: number;
  readonly share: number;
  /** 99 % interval of the share (Wilson 1927). */
  readonly low: number;
  readonly high: number;
  readonly bound: string;
  readonly agrees: boolean;
}

/** The second is hostile: no repetition helps, and a night that is off is off in its confirming runs, too. */
const noises = [
  { name: '5 % from run to run', betweenNights: 0, betweenRuns: 0.05, leastFound: 0.95 },
  {
    name: '5 % from night to night, 1 % from run to run',
    betweenNights: 0.05,
    betweenRuns: 0.01,
    leastFound: 0.75,
  },
] as const satisfies readonly (Noise & { leastFound: number })[];

const mostFalse = 0.01;
const shift = { before: 30, within: 5, factor: 1.1 } as const;

/** False alarms must be shown to be below their bound; of shifts, a share that could be above theirs must have been found. */
export function nightsRows(setting: NightsValidationSetting): NightsRow[] {
  return noises.flatMap((noise): NightsRow[] => {
    const { alarms, nights } = falseAlarms(noise, setting, setting);
    const { found, series } = foundShifts(noise, { ...shift, series: setting.series }, setting);
    const [wolf, power] = [wilson(alarms, nights), wilson(found, series)];
    return [
      {
        noise: noise.name,
        figure: 'false alarms a night',
        ...wolf,
        bound: 'below 1 %',
        agrees: wolf.high < mostFalse,
      },
      {
        noise: noise.name,
        figure: 'shifts of 10 % found within 5 nights',
        ...power,
        bound: `at least ${noise.leastFound * 100} %`,
        agrees: power.share >= noise.leastFound,
      },
    ];
  });
}

function wilson(hits: number, trials: number): Pick<NightsRow, 'trials' | 'share' | 'low' | 'high'> {
  const share = hits / trials;
  const denominator = 1 + z99 ** 2 / trials;
  const middle = (share + z99 ** 2 / (2 * trials)) / denominator;
  const half = (z99 * Math.sqrt((share * (1 - share)) / trials + z99 ** 2 / (4 * trials ** 2))) / denominator;
  return { trials, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
