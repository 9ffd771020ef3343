import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CodedError } from '../../../nodes/coded-error.js';
import {
  findImplementation,
  type Implementation,
  referenceName,
} from '../../../nodes/implementations/find-implementation.js';
import { type StandardParameter, standardParameters } from '../../../nodes/implementations/manifest.js';
import { resolveParameters } from '../../../nodes/implementations/parameters.js';
import type { Spec } from '../spec.js';
import type { Problem } from './problems.js';
import type { ParsedSpecInput } from './spec-input.js';

export interface ResolvedNode {
  /** Absent of the reference. */
  readonly node?: NonNullable<Spec['node']>;
  /** The least that it needs. */
  readonly memoryMiB: number;
  readonly problems: readonly Problem[];
}

const standard: ReadonlySet<string> = new Set(standardParameters);

/** The implementation that a spec names, with all of its parameters; `protocol` is the section as it was written. */
export function resolveNode(input: ParsedSpecInput['node'], protocol: unknown): ResolvedNode {
  const parameters = input?.parameters ?? {};
  if (!input || input.use === referenceName) {
    const problems = Object.keys(parameters).map((name) => ({
      path: ['node', 'parameters', name],
      text: 'the reference has its parameters in the section protocol',
    }));
    return { memoryMiB: 0, problems };
  }
  let implementation: Implementation;
  try {
    implementation = findImplementation(input.use);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { memoryMiB: 0, problems: [{ path: ['node', 'use'], text: error.message }] };
  }
  const written = (typeof protocol === 'object' && protocol !== null ? protocol : {}) as Record<
    string,
    unknown
  >;
  const resolved = resolveParameters(implementation.manifest, {
    own: parameters,
    standard: Object.fromEntries(Object.entries(written).filter(([name]) => standard.has(name))) as Partial<
      Record<StandardParameter, unknown>
    >,
  });
  const { name } = implementation.manifest;
  const foreign = Object.keys(written)
    .filter((field) => !standard.has(field))
    .map((field) => ({
      path: ['protocol', field],
      text: `this is a parameter of the reference, and ${name} has none that means it; see \`gossip-bench node list\``,
    }));
  return {
    node: { use: exactUse(input.use, implementation), parameters: resolved.parameters },
    memoryMiB: implementation.manifest.memoryMiB,
    problems: [
      ...resolved.problems.map(({ name: parameter, isStandard, text }) => ({
        path: isStandard ? ['protocol', parameter] : ['node', 'parameters', parameter],
        text,
      })),
      ...foreign,
    ],
  };
}

/** Of a run that was made: its node need not be on this machine. */
export const storedNode = (input: ParsedSpecInput['node']): ResolvedNode =>
  input && input.use !== referenceName
    ? { node: { use: input.use, parameters: input.parameters ?? {} }, memoryMiB: 0, problems: [] }
    : { memoryMiB: 0, problems: [] };

/** So that a later run takes the same: with the version, and from wherever it is started. */
function exactUse(use: string, { version }: Implementation): string {
  const [named = ''] = existsSync(resolve(use)) ? [use] : use.split('@');
  const base = existsSync(resolve(named)) ? resolve(named) : named;
  return version === '' ? base : `${base}@${version}`;
}
