import { describeMachine } from '../../bench/run/machine.js';
import { CodedError } from '../../nodes/coded-error.js';
import type { Baseline } from '../store/baselines.js';
import type { HistoryRecord } from '../store/history/record.js';
import { thisMachineId } from './machine-id.js';
import { printedSeries, seriesOf } from './series.js';

/**
 * A baseline of the last nights of a suite on this machine.
 * @throws CodedError USAGE where there is no such night
 */
export function makeBaseline(
  records: readonly HistoryRecord[],
  { suite, nights }: { readonly suite: string; readonly nights: number },
): Baseline {
  const machine = thisMachineId();
  const here = records.filter((record) => record.suite === suite && record.machine === machine);
  const runtime = here.at(-1)?.runtime;
  const taken = [...new Set(here.filter((one) => one.runtime === runtime).map(({ night }) => night))].slice(
    -nights,
  );
  const series = seriesOf(here.filter((one) => one.runtime === runtime && taken.includes(one.night)));
  const commit = here.at(-1)?.commit;
  if (runtime === undefined || series.length === 0) {
    throw new CodedError('USAGE', `the history has no undisturbed night of suite ${suite} on this machine`, {
      remedy: 'Run `gossip-bench nightly` here first; `gossip-bench history` lists all series.',
    });
  }
  return {
    schemaVersion: 1,
    suite,
    runtime,
    machine,
    environment: describeMachine(),
    setAt: new Date().toISOString(),
    ...(commit === undefined ? {} : { commit }),
    nights: taken,
    series: series.map(printedSeries).map(({ entry, definition, metric, nights }) => ({
      entry,
      definition,
      metric,
      values: nights.flatMap(({ values }) => values),
    })),
  };
}
