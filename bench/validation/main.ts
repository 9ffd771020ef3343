import { stopRules } from '../../nodes/protocol/rumors/stop-rules.js';
import { reportOf } from './report.js';
import { validate } from './validation.js';

const { text, exitCode } = reportOf(
  validate({
    seed: 1987,
    driverTrials: 2_000,
    coreTrials: 200,
    sizes: [
      { nodes: 100, driverTrials: 4_000, coreTrials: 400 },
      { nodes: 1_000, driverTrials: 2_000, coreTrials: 200 },
      { nodes: 10_000, driverTrials: 400, coreTrials: 30 },
    ],
    stopRules,
  }),
);
console.log(text);
process.exitCode = exitCode;
