import { dirname, relative, sep } from 'node:path';
import { settingText } from '../experiment/setting-text.js';
import type { SweepResult } from '../experiment/sweep.js';
import { renderSweep } from '../report/html/sweep/sweep-page.js';
import { runFolderAt } from '../store/run-folder.js';

import { readSurroundings } from '../store/surroundings.js';
import { writeNamedFile } from '../store/write-named-file.js';
import { readComparisonCurves } from './compared-curves.js';

/** Writes the page of a sweep, with the curves of its runs' journals. @throws CodedError RUN_UNREADABLE; what the file system says */
export async function writeSweepPage(path: string, result: SweepResult): Promise<void> {
  const curves = await readComparisonCurves(
    result.cells.map(({ setting, folders = [] }) => ({
      name: settingText(setting),
      folders: folders.map(runFolderAt),
    })),
  );
  const [first] = result.cells.flatMap(({ folders = [] }) => folders);
  const machine = first === undefined ? undefined : await machineOf(first);
  await writeNamedFile(path, renderSweep(result, { curves, machine, linkTo: linkFrom(path) }));
}

async function machineOf(folder: string): Promise<string> {
  const { machine } = await readSurroundings(runFolderAt(folder));
  return `${machine.cores} cores, ${machine.cpu}`;
}

/** To the report in a run's folder. */
const linkFrom =
  (page: string) =>
  (folder: string): string =>
    [...relative(dirname(page), folder).split(sep), 'report.html'].map(encodeURIComponent).join('/');
