import { writeSync } from 'node:fs';
import { appendHistory } from '../append.js';
import { historyRecord } from './history-record.js';

/** Appends runs of three figures until it is killed, or `most` are written, and says each on stdout once it is acknowledged. */
const [outDirectory = '', name = '', most = '1000000'] = process.argv.slice(2);
for (let run = 0; run < Number(most); run += 1) {
  const runId = `${name}-${run}`;
  await appendHistory(
    outDirectory,
    ['a', 'b', 'c'].map((metric) => historyRecord({ runId, metric, value: run })),
  );
  writeSync(1, `${runId}\n`);
}
