import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seriesOf } from '../history/series.js';
import type { NightResult } from '../nightly/night-result.js';
import { readHistory } from '../store/history/read.js';
import { makeFolder } from '../store/make-folder.js';
import { readNights } from '../store/nights.js';
import { runFolderAt } from '../store/run-folder.js';
import { onDisk, writeAtomically } from '../store/storage.js';
import { entryPages, renderEntryPage } from './entry-page.js';
import { renderIndexPage, type SiteReport } from './index-page.js';

export const siteFolder = (outDirectory: string): string => join(outDirectory, 'site');

/**
 * Makes the site of a results folder anew: an index of nights, a page of trends for each entry, and a report of each entry of the last night. Static
 * files, each complete in itself. Answers the index.
 * @throws CodedError STORAGE
 */
export async function buildSite(outDirectory: string): Promise<string> {
  const folder = siteFolder(outDirectory);
  await onDisk(folder, () => makeFolder(folder));
  const { nights } = await readNights(outDirectory);
  const pages = entryPages(seriesOf((await readHistory(outDirectory)).records));
  for (const page of pages) await writeAtomically(join(folder, page.file), renderEntryPage(page, nights));
  const reports = await copyReports(nights.at(-1), folder);
  const index = join(folder, 'index.html');
  await writeAtomically(index, renderIndexPage({ nights, pages, reports }));
  return index;
}

/** Of each entry its last run's; one whose folder is gone has none. */
async function copyReports(night: NightResult | undefined, folder: string): Promise<SiteReport[]> {
  const reports: SiteReport[] = [];
  for (const { name, runs } of night?.entries ?? []) {
    const run = runs.at(-1);
    const file = `report-${name}.html`;
    if (run && (await copied(runFolderAt(run.path).report, join(folder, file))))
      reports.push({ entry: name, file });
  }
  return reports;
}

const copied = (from: string, to: string): Promise<boolean> =>
  copyFile(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false; // The run was thinned.
      return onDisk(to, () => Promise.reject(error));
    },
  );
