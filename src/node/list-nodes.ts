import {
  findImplementation,
  referenceName,
  shippedNames,
} from '../../nodes/implementations/find-implementation.js';

export interface ListedParameter {
  readonly name: string;
  readonly type: string;
  readonly default: string | number | boolean;
  /** The standard parameter that it is, for the flags. */
  readonly means?: string;
  readonly description: string;
}

export interface ListedNode {
  readonly name: string;
  readonly description: string;
  /** The first is the default. */
  readonly versions: readonly string[];
  /** Programs that have to be on PATH to build it. */
  readonly needs: readonly string[];
  readonly parameters: readonly ListedParameter[];
}

const reference: ListedNode = {
  name: referenceName,
  description:
    "The project's own node: push, pull, push-pull and anti-entropy, with SWIM; the only one that can be simulated.",
  versions: [],
  needs: [],
  parameters: [],
};

/** The reference and the shipped adapters. */
export const listNodes = (): readonly ListedNode[] => [reference, ...shippedNames().map(listed)];

function listed(shipped: string): ListedNode {
  const { name, description, versions, build, parameters } = findImplementation(shipped).manifest;
  return {
    name,
    description,
    versions,
    needs: build?.needs ?? [],
    parameters: Object.entries(parameters).map(
      ([parameter, { type, default: value, means, description: about }]) => ({
        name: parameter,
        type,
        default: value,
        ...(means === undefined ? {} : { means }),
        description: about,
      }),
    ),
  };
}

/** Two columns, the parameters below each node. */
export function nodesText(nodes: readonly ListedNode[]): string {
  return nodes
    .map(({ name, description, versions, needs, parameters }) => {
      const facts = [
        ...(versions.length > 0 ? [`versions ${versions.join(', ')}`] : []),
        ...(needs.length > 0 ? [`built with ${needs.join(', ')}`] : []),
      ];
      const width = Math.max(0, ...parameters.map((one) => one.name.length));
      const lines = parameters.map(
        (one) =>
          `    ${one.name.padEnd(width)}  ${one.default}${one.means === undefined ? '' : ` (${one.means})`}  ${one.description}`,
      );
      return [
        `${name}: ${description}`,
        ...(facts.length > 0 ? [`  ${facts.join('; ')}`] : []),
        ...lines,
      ].join('\n');
    })
    .join('\n\n');
}
