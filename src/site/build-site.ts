import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { seriesOf } from '../history/series.js';
import type { NightResult } from '../nightly/night-result.js';
import { readHistory } from '../store/history/read.js';
import { readNights } from '../store/nights.js';
import { makeOwnFolder } from '../store/own-folder.js';
import { readPlainFile } from '../store/read-plain-file.js';
import { runFolderAt } from '../store/run-folder.js';
import { safeName } from '../store/safe-name.js';
import { writeAtomically } from '../store/storage.js';
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
  await makeOwnFolder(folder);
  const { nights } = await readNights(outDirectory);
  const pages = entryPages(seriesOf((await readHistory(outDirectory)).records));
  for (const page of pages) await writeAtomically(join(folder, page.file), renderEntryPage(page, nights));
  const reports = await copyReports(nights.at(-1), outDirectory);
  const index = join(folder, 'index.html');
  await writeAtomically(index, renderIndexPage({ nights, pages, reports }));
  return index;
}

/** Of each entry its last run's; one whose folder is gone, or outside of the results, has none. */
async function copyReports(night: NightResult | undefined, outDirectory: string): Promise<SiteReport[]> {
  const reports: SiteReport[] = [];
  for (const { name, runs } of night?.entries ?? []) {
    const run = runs.at(-1);
    const file = `${safeName(`report-${name}`)}.html`;
    if (!run || !(await isWithin(outDirectory, run.path))) continue;
    const text = await readPlainFile(runFolderAt(run.path).report).catch(() => undefined); // The run was thinned.
    if (text === undefined) continue;
    await writeAtomically(join(siteFolder(outDirectory), file), text);
    reports.push({ entry: name, file });
  }
  return reports;
}

/** After all links; false where it is not there. */
async function isWithin(folder: string, path: string): Promise<boolean> {
  const [outer, inner] = await Promise.all([realpath(folder), realpath(path).catch(() => undefined)]);
  return inner?.startsWith(outer + sep) === true;
}
