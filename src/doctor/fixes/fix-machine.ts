import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../../nodes/coded-error.js';
import { cacheDirectory } from '../../../nodes/runtime/toxiproxy/cache.js';
import { platformText } from '../../../nodes/runtime/toxiproxy/platform.js';
import { installPackages, refreshPackageLists } from './apt.js';
import { startEngine } from './engine.js';
import { gatherFacts } from './facts.js';
import type { FixResult } from './fix-result.js';
import { obstacle } from './obstacle.js';
import { type FixPlan, nothingToDo, type PackageGroup, planFixes } from './plan.js';
import { getToxiproxy, platformsWithout } from './toxiproxy.js';

export interface FixOptions {
  /** Also the browser that tests of the report need. */
  readonly browser: boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** Sentences about what is under way. */
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

const daemonLog = '/var/log/dockerd.log';

/**
 * Installs, starts and gets what is missing on this machine; empty where nothing is. What fails is told in the results,
 * and does not keep the rest from being tried.
 * @throws the signal's reason.
 */
export async function fixMachine(options: FixOptions): Promise<readonly FixResult[]> {
  const facts = await gatherFacts(options.environment, options.browser);
  const plan = planFixes(facts);
  if (nothingToDo(plan)) return [];
  const refusal = obstacle(facts, plan);
  return refusal ? [refusal] : carryOut(plan, options);
}

async function carryOut(plan: FixPlan, options: FixOptions): Promise<FixResult[]> {
  const { environment, onNotice, signal } = options;
  const results: FixResult[] = [];
  const attempt = async (name: string, act: () => Promise<string>): Promise<void> => {
    results.push(await attempted(name, signal, act));
  };
  await install(plan.packages, options, attempt);
  const { startEngine: by } = plan;
  if (by !== undefined) await attempt('engine', () => startEngine(by, { log: daemonLog, onNotice, signal }));
  // Only now it is known for which platform the engine wants one.
  for (const platform of await platformsWithout(environment)) {
    await attempt(`Toxiproxy for ${platformText(platform)}`, () =>
      getToxiproxy(platform, { environment, onNotice, signal }),
    );
  }
  return results;
}

async function install(
  groups: readonly PackageGroup[],
  { environment, onNotice, signal }: FixOptions,
  attempt: (name: string, act: () => Promise<string>) => Promise<void>,
): Promise<void> {
  if (groups.length === 0) return;
  const cache = cacheDirectory(environment);
  await mkdir(cache, { recursive: true });
  const hooks = { log: join(cache, 'doctor-apt.log'), onNotice, signal };
  const refreshed = refreshPackageLists(hooks);
  for (const { purpose, names } of groups) {
    await attempt(`packages (${purpose})`, async () => {
      await refreshed;
      await installPackages(names, hooks);
      return `Installed ${names.join(', ')}.`;
    });
  }
}

async function attempted(name: string, signal: AbortSignal, act: () => Promise<string>): Promise<FixResult> {
  try {
    return { name, outcome: 'done', text: await act() };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CodedError)) throw error;
    const { message: text, remedy } = error;
    return { name, outcome: 'failed', text, ...(remedy === undefined ? {} : { remedy }) };
  }
}
