import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { closestMatch } from 'leven';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveSpec, type SpecOverride } from '../../bench/spec/input/resolve.js';
import type { Spec } from '../../bench/spec/spec.js';
import { entryDocument, parseSuite, type SuiteEntry } from '../../bench/spec/suite.js';
import { CodedError } from '../../nodes/coded-error.js';
import { packageRoot } from '../../nodes/package-root.js';
import { readSpecText, standardInput } from '../experiment/read-spec-file.js';
import { shortHash } from '../history/machine-id.js';
import { scenarioPath } from '../scenarios/library.js';
import { openScenario } from '../scenarios/open-scenario.js';

/** An entry that is ready to run. */
export interface PlannedEntry {
  readonly name: string;
  /** Hash of the entry as it is written, with its scenario; flags that win over it are not part of it. */
  readonly definition: string;
  readonly spec: Spec;
}

export interface PlannedSuite {
  readonly name: string;
  readonly repeat: number;
  readonly entries: readonly PlannedEntry[];
}

const suites = join(packageRoot(), 'bench', 'suites');

/** `quick` and `full` are shipped; a file that is there wins over a name. @throws CodedError USAGE where it is neither */
function suitePath(nameOrFile: string): string {
  if (nameOrFile === standardInput || existsSync(nameOrFile)) return nameOrFile;
  const names = readdirSync(suites).map((file) => basename(file, '.yaml'));
  if (names.includes(nameOrFile)) return join(suites, `${nameOrFile}.yaml`);
  const near = closestMatch(nameOrFile, names, { maxDistance: 3 });
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  throw new CodedError('USAGE', `there is no suite or file ${nameOrFile}${hint}`, {
    remedy: `Give a file, or ${names.join(' or ')}; README, _Nightly regressions_, shows how a suite is written.`,
  });
}

/**
 * A suite by name or file, every entry resolved with overrides: a typo in the last must not cost the time of the others.
 * @throws CodedError USAGE with every problem at its place
 */
export async function openSuite(
  nameOrFile: string,
  overrides: readonly SpecOverride[],
  repeat?: unknown,
): Promise<PlannedSuite> {
  const path = suitePath(nameOrFile);
  const document = parseSpecYaml(await readSpecText(path), path);
  const suite = parseSuite(document, repeat);
  const seed: SpecOverride = { path: ['seed'], value: suite.seed, label: 'seed' };
  const entries = await Promise.all(
    Object.entries(suite.entries).map(async ([name, entry]): Promise<PlannedEntry> => {
      const common = [seed, { path: ['name'], value: name, label: name }, ...overrides];
      const written = entryDocument(document, name, entry.spec);
      const spec = entry.scenario
        ? (await openScenario(entry.scenario, [...fieldOverrides(name, entry), ...common])).spec
        : resolveSpec(written, common);
      return { name, definition: await definitionOf(entry), spec: { ...spec, repeat: 1 } };
    }),
  );
  return { name: suite.name, repeat: suite.repeat, entries };
}

/** An entry's fields above those of its scenario; a section of fields is taken field by field. */
function fieldOverrides(entry: string, { spec }: SuiteEntry): SpecOverride[] {
  const leaves = (fields: object, path: readonly string[]): SpecOverride[] =>
    Object.entries(fields).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? leaves(value, [...path, key])
        : [{ path: [...path, key], value, label: `entries.${entry}.spec.${[...path, key].join('.')}` }],
    );
  return leaves(spec ?? {}, []);
}

async function definitionOf(entry: SuiteEntry): Promise<string> {
  const scenario = entry.scenario === undefined ? '' : await readSpecText(await scenarioPath(entry.scenario));
  return shortHash(JSON.stringify(entry) + scenario);
}
