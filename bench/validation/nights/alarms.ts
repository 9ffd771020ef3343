import type { Night } from '../../comparison/regression/night.js';
import type { Sensitivity } from '../../comparison/regression/sensitivity.js';
import { isConfirmed, type JudgedSeries, suspect } from '../../comparison/regression/suspect.js';
import { type Noise, SyntheticSeries } from './synthetic-series.js';

export interface NightsSetting {
  readonly seed: number;
  readonly runsANight: number;
  readonly sensitivity: Sensitivity;
}

const sense: JudgedSeries['sense'] = { better: 'lower', unit: 'ms' };

/** The nights of one figure, judged as `nightly` does it: a suspicion is an alarm where runs that are made again confirm it. */
class JudgedNights {
  readonly #nights: Night[] = [];
  readonly #series: SyntheticSeries;
  readonly #setting: NightsSetting;

  constructor(seed: number, noise: Noise, setting: NightsSetting) {
    this.#series = new SyntheticSeries(seed, noise);
    this.#setting = setting;
  }

  /** Whether the night ends in an alarm. */
  judge(level: number, silent = false): boolean {
    const { runsANight, sensitivity } = this.#setting;
    const draw = this.#series.night(level);
    const name = String(this.#nights.length);
    const values = draw(runsANight);
    this.#nights.push({ night: name, time: name, values });
    if (silent) return false;
    const suspicion = suspect({ sense, nights: this.#nights }, sensitivity);
    if (!suspicion) return false;
    const again = draw(runsANight);
    values.push(...again);
    return isConfirmed({ sense }, suspicion, again, sensitivity);
  }
}

/** Nights with an alarm among all nights of stationary histories, from the second night on. */
export function falseAlarms(
  noise: Noise,
  { series, nights }: { readonly series: number; readonly nights: number },
  setting: NightsSetting,
): { alarms: number; nights: number } {
  let alarms = 0;
  for (let i = 0; i < series; i += 1) {
    const judged = new JudgedNights(setting.seed + i, noise, setting);
    for (let night = 0; night < nights; night += 1) if (judged.judge(100)) alarms += 1;
  }
  return { alarms, nights: series * nights };
}

/** Histories in which a lasting shift is called within some nights of its first. */
export function foundShifts(
  noise: Noise,
  shift: {
    readonly series: number;
    readonly before: number;
    readonly within: number;
    readonly factor: number;
  },
  setting: NightsSetting,
): { found: number; series: number } {
  let found = 0;
  for (let i = 0; i < shift.series; i += 1) {
    const judged = new JudgedNights(setting.seed + 100_000 + i, noise, setting);
    for (let night = 0; night < shift.before; night += 1) judged.judge(100, true);
    const after = Array.from({ length: shift.within }, () => judged.judge(100 * shift.factor));
    if (after.includes(true)) found += 1;
  }
  return { found, series: shift.series };
}
