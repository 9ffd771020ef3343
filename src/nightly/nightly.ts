import { defaultSensitivity } from '../../bench/comparison/regression/sensitivity.js';
import { parseThreshold } from '../../bench/spec/thresholds.js';
import { undecidable } from '../../bench/verdict/undecidable.js';
import { thisMachineId } from '../history/machine-id.js';
import { type Baseline, readBaselines } from '../store/baselines.js';
import { appendHistory } from '../store/history/append.js';
import { lockNight } from '../store/history/night-lock.js';
import { readHistory } from '../store/history/read.js';
import type { HistoryRecord } from '../store/history/record.js';
import {
  confirmFigure,
  fewestJudged,
  improvedFigures,
  type Judging,
  type SuspectedFigure,
  suspectFigures,
} from './judge-night.js';
import type { NightResult } from './night-result.js';
import type { PlannedSuite } from './open-suite.js';
import { type EntriesOptions, type EntryRun, runEntries } from './run-entries.js';
import { toNightResult } from './to-night-result.js';
import { type NightFacts, toRecords } from './to-records.js';

export interface NightlyOptions extends Pick<EntriesOptions, 'outDirectory' | 'onProgress' | 'signal'> {
  /** Flags that won over the suite. */
  readonly overrides: string;
  readonly commit?: string;
  /** One sentence for people. */
  readonly onNotice: (text: string) => void;
}

/** Runs of one part of a night, with the lines that they added to the history. */
interface Part {
  readonly runs: readonly EntryRun[];
  readonly records: readonly HistoryRecord[];
}

/** `20261124T194630123Z` */
const nightName = (time: Date): string => time.toISOString().replaceAll(/[-:.]/g, '');

/**
 * One night: runs a suite, adds to the history, looks for what is worse, and runs the entries in question again before it reports them.
 * @throws CodedError USAGE where another night is under way; what interrupted it
 */
export async function runNight(suite: PlannedSuite, options: NightlyOptions): Promise<NightResult> {
  const unlock = await lockNight(options.outDirectory);
  try {
    return await lockedNight(suite, options);
  } finally {
    await unlock();
  }
}

async function lockedNight(suite: PlannedSuite, options: NightlyOptions): Promise<NightResult> {
  const started = new Date();
  const { outDirectory, overrides, commit, onNotice } = options;
  const facts: NightFacts = {
    night: nightName(started),
    suite: suite.name,
    overrides,
    ...(commit === undefined ? {} : { commit }),
  };
  for (const { name, spec } of suite.entries) {
    const thresholds = spec.thresholds.map(parseThreshold);
    for (const text of undecidable(spec, thresholds)) onNotice(`${name}: ${text}`);
  }
  const night = await runPart('night', suite.entries, suite.repeat, facts, options);
  const { records, problems } = await readHistory(outDirectory);
  for (const { place, text } of problems) onNotice(`${place}: skipped, ${text}`);
  const baselines = await readBaselines(outDirectory);
  const baseline = baselineFor(baselines, suite.name, night);
  const judging: Judging = {
    night: facts.night,
    fewest: fewestJudged(suite.repeat),
    ...(baseline && { baseline }),
    sensitivity: defaultSensitivity,
  };
  const suspected = suspectFigures(records, judging);
  const again = await confirm(suspected, suite, facts, options);
  const judged = suspected.map((figure) => confirmFigure(figure, again.records, judging));
  return toNightResult({
    facts,
    started,
    parts: { night: night.runs, confirmation: again.runs },
    judged,
    improvements: improvedFigures(records, judging),
    fewest: judging.fewest,
    notes: baselineNotes(baselines, suite.name),
    firstNight: !records.some(
      (one) => one.suite === suite.name && one.night !== facts.night && one.machine === thisMachineId(),
    ),
  });
}

async function runPart(
  part: HistoryRecord['part'],
  entries: PlannedSuite['entries'],
  repeat: number,
  facts: NightFacts,
  { onNotice, ...options }: NightlyOptions,
): Promise<Part> {
  const records: HistoryRecord[] = [];
  const runs = await runEntries(entries, {
    ...options,
    repeat,
    night: facts.night,
    part,
    onRun: (done, total, name) => onNotice(`${part} ${facts.night}: run ${done + 1} of ${total}, ${name}`),
    onDone: async (run) => {
      const lines = toRecords(run, facts, part);
      await appendHistory(options.outDirectory, lines);
      records.push(...lines);
    },
  });
  return { runs, records };
}

/** Only the entries in question are run again. */
function confirm(
  suspected: readonly SuspectedFigure[],
  suite: PlannedSuite,
  facts: NightFacts,
  options: NightlyOptions,
): Promise<Part> {
  const names = new Set(suspected.map(({ series }) => series.entry));
  if (names.size === 0) return Promise.resolve({ runs: [], records: [] });
  options.onNotice(
    `${suspected.length} figures look worse (${[...names].join(', ')}): running these entries again to confirm.`,
  );
  const entries = suite.entries.filter(({ name }) => names.has(name));
  return runPart('confirmation', entries, suite.repeat, facts, options);
}

/** The one of this suite, runtime and machine. */
function baselineFor(baselines: readonly Baseline[], suite: string, { records }: Part): Baseline | undefined {
  const [first] = records;
  return baselines.find(
    (one) => one.suite === suite && one.machine === first?.machine && one.runtime === first.runtime,
  );
}

function baselineNotes(baselines: readonly Baseline[], suite: string): string[] {
  const others = baselines.filter((one) => one.suite === suite && one.machine !== thisMachineId());
  const machines = others.map(({ environment: { cpu, cores } }) => `${cpu}, ${cores} cores`);
  return machines.length === 0
    ? []
    : [`A baseline is ignored, since it is from another machine: ${machines.join('; ')}.`];
}
