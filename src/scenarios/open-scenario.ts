import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveSpec, type SpecOverride } from '../../bench/spec/input/resolve.js';
import type { Spec } from '../../bench/spec/spec.js';
import { CodedError } from '../../nodes/coded-error.js';
import { readSpecText, specFileName } from '../experiment/read-spec-file.js';
import { headerOf } from './header.js';
import { scenarioPath } from './library.js';

export interface Scenario {
  readonly path: string;
  readonly header: readonly string[];
  readonly spec: Spec & { readonly chaos: NonNullable<Spec['chaos']> };
}

/**
 * A scenario by name or file, resolved with overrides.
 * @throws CodedError USAGE with every problem at its place; also where the spec has no chaos
 */
export async function openScenario(
  nameOrFile: string,
  overrides: readonly SpecOverride[] = [],
): Promise<Scenario> {
  const file = await scenarioPath(nameOrFile);
  const text = await readSpecText(file);
  const path = specFileName(file);
  const spec = resolveSpec(parseSpecYaml(text, path), overrides);
  const { chaos } = spec;
  if (!chaos) {
    throw new CodedError('USAGE', `${path} has no chaos section, so it injects no fault`, {
      remedy: 'Run it with `gossip-bench run`, or see chaos/scenarios/README.md for how to write a scenario.',
    });
  }
  return { path, header: headerOf(text), spec: { ...spec, chaos } };
}
