import { stopRules } from '../../nodes/protocol/rumors/stop-rules.js';
import { defaultSensitivity } from '../comparison/regression/sensitivity.js';
import type { SearchedSetting, ValidationSetting } from './validation.js';

/** What `npm run validate` runs, and README.md shows: a few minutes on one core. */
export const fullSetting: ValidationSetting = {
  seed: 1987,
  driverTrials: 2_000,
  coreTrials: 200,
  sizes: [
    { nodes: 100, driverTrials: 4_000, coreTrials: 400 },
    { nodes: 1_000, driverTrials: 2_000, coreTrials: 200 },
    { nodes: 10_000, driverTrials: 400, coreTrials: 30 },
  ],
  stopRules,
  nights: { seed: 1, runsANight: 5, series: 200, nights: 40, sensitivity: defaultSensitivity },
};

/** Two to three minutes more on two cores. */
export const fullSearchSetting: SearchedSetting = {
  nodes: 50,
  runs: 3,
  seeds: Array.from({ length: 20 }, (_, i) => i + 1),
  questions: 100,
};
