import { stopRules } from '../../nodes/protocol/rumors/stop-rules.js';
import { reportOf } from './report.js';
import { validate } from './validation.js';

const { text, exitCode } = reportOf(
  validate({
    seed: 1987,
    driverTrials: 2_000,
    coreTrials: 200,
    sizes: [
      { nodes: 100, trials: 400 },
      { nodes: 1_000, trials: 100 },
      { nodes: 10_000, trials: 20 },
    ],
    stopRules,
  }),
);
console.log(text);
process.exitCode = exitCode;
