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

/** An implementation as it is written, wherever a spec names one. */
export interface WrittenNode {
  readonly use: string;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

export interface ResolvedNode {
  /** Absent of the reference. */
  readonly node?: NonNullable<Spec['node']>;
  /** The least that it needs. */
  readonly memoryMiB: number;
  readonly problems: readonly Problem[];
}

/** Where a spec names an implementation: the section, and the field in it that has the name. */
export interface NodePlace {
  readonly section: readonly string[];
  readonly name: 'use' | 'with';
}

const nodePlace: NodePlace = { section: ['node'], name: 'use' };
const standard: ReadonlySet<string> = new Set(standardParameters);

/** The implementation that a spec names, with all of its parameters; `protocol` is the section as it was written. */
export function resolveNode(
  input: WrittenNode | undefined,
  protocol: unknown,
  { section, name: useField }: NodePlace = nodePlace,
): ResolvedNode {
  const parameters = input?.parameters ?? {};
  if (!input || input.use === referenceName) {
    const problems = Object.keys(parameters).map((name) => ({
      path: [...section, 'parameters', name],
      text: 'the reference has its parameters in the section protocol',
    }));
    return { memoryMiB: 0, problems };
  }
  let implementation: Implementation;
  try {
    implementation = findImplementation(input.use);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { memoryMiB: 0, problems: [{ path: [...section, useField], text: error.message }] };
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
        path: isStandard ? ['protocol', parameter] : [...section, 'parameters', parameter],
        text,
      })),
      ...foreign,
    ],
  };
}

/** Of a run that was made: its node need not be on this machine. */
export const storedNode: typeof resolveNode = (input) =>
  input && input.use !== referenceName
    ? {
        node: {
          use: input.use,
          parameters: (input.parameters ?? {}) as NonNullable<Spec['node']>['parameters'],
        },
        memoryMiB: 0,
        problems: [],
      }
    : { memoryMiB: 0, problems: [] };

/** So that a later run takes the same: with the version, and from wherever it is started. */
function exactUse(use: string, { version }: Implementation): string {
  const [named = ''] = existsSync(resolve(use)) ? [use] : use.split('@');
  const base = existsSync(resolve(named)) ? resolve(named) : named;
  return version === '' ? base : `${base}@${version}`;
}
