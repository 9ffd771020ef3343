import { join } from 'node:path';
import { makeFolder } from '../../nodes/make-folder.js';
import { annotations } from '../report/machine/annotations.js';
import { benchmarkFigures } from '../report/machine/benchmark-json.js';
import { historyCsv } from '../report/machine/history-csv.js';
import { junitXml } from '../report/machine/junit.js';
import { openMetricsText } from '../report/machine/open-metrics.js';
import { nightMarkdown } from '../report/markdown/night.js';
import { readHistory } from '../store/history/read.js';
import { onDisk } from '../store/storage.js';
import { writeNamedFile } from '../store/write-named-file.js';
import type { NightResult } from './night-result.js';

/** Writes a night for other programs into a folder; results/README.md explains each file. @throws CodedError STORAGE */
export async function exportNight(folder: string, night: NightResult, outDirectory: string): Promise<void> {
  const { records } = await readHistory(outDirectory);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const files = {
    'night.json': json(night),
    'summary.md': `${nightMarkdown(night)}\n`,
    'annotations.txt': annotations(night),
    'junit.xml': junitXml(night),
    'metrics.txt': openMetricsText(night),
    'history.csv': historyCsv(records),
    'benchmark-smaller-is-better.json': json(benchmarkFigures(night, 'lower')),
    'benchmark-bigger-is-better.json': json(benchmarkFigures(night, 'higher')),
  };
  await onDisk(folder, () => makeFolder(folder));
  for (const [name, text] of Object.entries(files)) await writeNamedFile(join(folder, name), text);
}
