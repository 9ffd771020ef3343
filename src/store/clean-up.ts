import { type EndedRun, endLeftoverProcesses } from '../../nodes/runtime/clean-up/leftover-processes.js';
import { removeStaleStagings } from '../../nodes/runtime/clean-up/staging.js';
import { detectEngine } from '../../nodes/runtime/docker/engine/engine.js';
import { removeBuiltImages, removeLeftovers } from '../../nodes/runtime/docker/removal/clean.js';
import { stagingPlaces } from '../../nodes/runtime/toxiproxy/cache.js';
import { thinRuns } from './thin-runs.js';

export interface CleanUpOptions {
  /** Also runs whose harness is still alive. */
  readonly force: boolean;
  readonly images: boolean;
  /** Run folders that began before a moment. */
  readonly runs?: { readonly outDirectory: string; readonly before: Date };
}

/** What `clean` removed. */
export interface CleanedUp {
  readonly processes: readonly EndedRun[];
  readonly containers: Awaited<ReturnType<typeof removeLeftovers>>;
  readonly images: readonly string[];
  /** Folders in the cache in which a killed program was building something. */
  readonly builds: readonly string[];
  /** Run folders. */
  readonly runs: readonly string[];
  /** Why the engine was not cleaned: none answers. */
  readonly engineSkipped?: string;
}

const detectionLimitMs = 3_000;

/** Removes what earlier runs of this user have left behind, on this machine and in the engine. */
export async function cleanUp({ force, images, runs: old }: CleanUpOptions): Promise<CleanedUp> {
  const runs = old ? await thinRuns(old.outDirectory, old.before) : [];
  const processes = await endLeftoverProcesses({ force });
  const builds = (await Promise.all(stagingPlaces().map(removeStaleStagings))).flat();
  const engine = await detectEngine(detectionLimitMs);
  if (!engine.available)
    return { processes, builds, containers: [], images: [], runs, engineSkipped: engine.reason };
  const containers = await removeLeftovers({ force });
  return { processes, builds, containers, images: images ? await removeBuiltImages() : [], runs };
}

/** One line for everything that was removed. */
export function cleanedUpText({
  processes,
  builds,
  containers,
  images,
  runs,
  engineSkipped,
}: CleanedUp): string {
  const lines = [
    ...processes.map(({ runId, pids }) => `run ${runId}: ended ${count(pids.length, 'process', 'es')}`),
    ...containers.map(
      ({ runId, containers, networks, remains }) =>
        `run ${runId}: ${remains ?? `removed ${count(containers.length, 'container')} and ${count(networks.length, 'network')}`}`,
    ),
    ...(builds.length > 0 ? [`removed ${count(builds.length, 'unfinished build')}`] : []),
    ...images.map((image) => `removed image ${image}`),
    ...(runs.length > 0 ? [`removed ${count(runs.length, 'run folder')}; the history stays`] : []),
  ];
  if (lines.length === 0) lines.push('Nothing to remove.');
  if (engineSkipped !== undefined) lines.push(`The engine was not checked: ${engineSkipped}`);
  return lines.join('\n');
}

const count = (number: number, noun: string, plural = 's'): string =>
  `${number} ${noun}${number === 1 ? '' : plural}`;
