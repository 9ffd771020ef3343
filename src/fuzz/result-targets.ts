import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { loadJournal } from '../../bench/journal/journal.js';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveStoredSpec } from '../../bench/spec/input/resolve.js';
import { folded } from '../../bench/testing/folded.js';
import { finishRun, rebuiltResult } from '../experiment/finish-run.js';
import { runOnce } from '../experiment/run-once.js';
import { seriesOf } from '../history/series.js';
import { historyCsv } from '../report/machine/history-csv.js';
import { resultText } from '../report/terminal/result-text.js';
import { entryPages, renderEntryPage } from '../site/entry-page.js';
import { decodeRecord, encodeRecord, type HistoryRecord } from '../store/history/record.js';
import { readResult } from '../store/read-result.js';
import { runFolderAt } from '../store/run-folder.js';
import { mutated } from './mutate.js';
import type { Target } from './target.js';

/** As short as a run with every kind of line can be: a case costs what its journal is long. */
const specText = `{ seed: 1, runtime: sim, cluster: { nodes: 3 }, workload: { updates: 1, rate: 2 }, phases: { duration: 1s, idle: 200ms },
  chaos: { window: 1s, recovery: 1s, steps: [{ at: 100ms, for: 500ms, fault: { kind: partition, shape: halves } }] } }`;

/** The folder of a small simulation, of which all inputs are made, and in which they are read. */
let example: Promise<string> | undefined;
const exampleRun = (): Promise<string> => {
  example ??= (async () => {
    const outDirectory = await mkdtemp(join(tmpdir(), 'gossip-bench-fuzz-'));
    const signal = new AbortController().signal;
    const spec = resolveStoredSpec(parseSpecYaml(specText, 'fuzz.yaml'));
    const { folder } = await runOnce(spec, { outDirectory, onProgress: () => undefined, signal });
    process.once('exit', () => void rm(outDirectory, { recursive: true, force: true }));
    return folder.path;
  })();
  return example;
};

/** A folder with the spec and context of the example, and one file that is the input. */
async function inFolder<T>(
  file: string,
  content: string | Buffer,
  read: (path: string) => Promise<T>,
): Promise<T> {
  const from = await exampleRun();
  const path = await mkdtemp(join(tmpdir(), 'gossip-bench-fuzz-case-'));
  try {
    await mkdir(join(path, 'logs'));
    for (const name of ['spec.yaml', 'context.json'])
      await writeFile(join(path, name), await readFile(join(from, name)));
    await writeFile(join(path, file), content);
    return await read(path);
  } finally {
    await rm(path, { recursive: true });
  }
}

/** That of the example, line by line and with its receipts in columns, with up to three changes, now and then torn off. */
async function journalInputs(): Promise<fc.Arbitrary<string>> {
  const { journal } = runFolderAt(await exampleRun());
  const lines = gunzipSync(await readFile(journal))
    .toString()
    .trim()
    .split('\n');
  const { events } = await loadJournal(journal);
  const bases = [lines.map((line) => JSON.parse(line) as object), plain(folded(events, 20))];
  return fc.tuple(mutated(bases), fc.nat(400)).map(([changed, torn]) => {
    const whole = (changed as object[]).map((event) => `${JSON.stringify(event)}\n`).join('');
    return torn < 300 ? whole : whole.slice(0, -(torn - 300) || undefined);
  });
}

/** As they stand in a file. */
const plain = (events: readonly object[]): object[] => JSON.parse(JSON.stringify(events)) as object[];

const inJournal = <T>(text: string, read: (path: string) => Promise<T>): Promise<T> =>
  inFolder('journal.ndjson.gz', gzipSync(text), read);

/** Figures, verdict and text; what takes ten times as long, the page, is a target of its own. */
const journals: Target = {
  name: 'journals',
  inputs: journalInputs,
  read: (text) =>
    inJournal(text, async (path) => {
      const folder = runFolderAt(path);
      resultText((await rebuiltResult(folder)).result, folder, (_, shown) => shown);
    }),
};

const reports: Target = {
  name: 'reports',
  inputs: journalInputs,
  read: (text) => inJournal(text, (path) => finishRun(runFolderAt(path))),
};

const results: Target = {
  name: 'results',
  inputs: async () => {
    const text = await readFile(runFolderAt(await exampleRun()).result, 'utf8');
    return mutated([JSON.parse(text) as object]).map((tree) => JSON.stringify(tree));
  },
  read: (text) =>
    inFolder('result.json', text, async (path) => {
      const folder = runFolderAt(path);
      const result = await readResult(folder);
      resultText(result, folder, (_, plain) => plain);
    }),
};

const record: HistoryRecord = {
  schemaVersion: 1,
  time: '2026-11-24T19:46:30.500Z',
  night: '20261124T194630Z',
  suite: 'quick',
  entry: 'push-pull',
  definition: '1a2b3c4d',
  part: 'night',
  runtime: 'process',
  machine: '5e6f7a8b',
  commit: 'c0ffee',
  overrides: '',
  runId: '7k2m9q4x',
  status: 'pass',
  metric: 'fullDisseminationMs.p50',
  value: 123.4,
};

const history: Target = {
  name: 'history',
  inputs: async () =>
    fc
      .array(mutated([record]), { minLength: 1, maxLength: 5 })
      .map((records) => records.map((one) => encodeRecord(one as HistoryRecord)).join('\n')),
  read: (text) => {
    const records = text
      .split('\n')
      .map(decodeRecord)
      .filter((one): one is HistoryRecord => typeof one !== 'string');
    historyCsv(records);
    for (const page of entryPages(seriesOf(records))) {
      if (page.file.includes('/')) throw new Error(`the page ${page.file} is outside of the site`);
      renderEntryPage(page, []);
    }
  },
};

export const resultTargets: readonly Target[] = [journals, reports, results, history];
