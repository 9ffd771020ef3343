import { CodedError } from '../coded-error.js';
import type { ProtocolConfig } from '../protocol/node/config.js';
import type { NodeId } from '../protocol/types.js';
import type { ClusterPlan, Link } from './cluster.js';
import type { RuntimeKind } from './runtime-kind.js';

/** Every ordered pair of different nodes as a link; a runtime says where its proxy listens and what it dials. */
export function allLinks(
  nodes: readonly NodeId[],
  listen: (from: NodeId, to: NodeId) => string,
  upstream: (to: NodeId) => string,
): Link[] {
  return nodes.flatMap((from) =>
    nodes
      .filter((to) => to !== from)
      .map((to) => ({ from, to, listen: listen(from, to), upstream: upstream(to) })),
  );
}

/** Whether a cluster's links are to carry datagrams, too: one program that sends them is enough, also if it comes later. */
export function sendsDatagrams({
  nodes,
  programs = [],
  replacements = [],
  protocol,
}: Pick<ClusterPlan, 'nodes' | 'programs' | 'replacements'> & {
  readonly protocol: Pick<ProtocolConfig, 'transport'>;
}): boolean {
  const isReference = Array.from({ length: nodes }, (_, node) => programs[node] === undefined);
  return (
    (protocol.transport === 'udp' && isReference.includes(true)) ||
    [...programs, ...replacements].some((program) => program?.transport === 'udp')
  );
}

/** @throws CodedError USAGE where the plan's links cannot be had in this runtime, or do not suit its programs. */
export function requireLinks(
  plan: Pick<ClusterPlan, 'links' | 'programs' | 'replacements'>,
  runtime: RuntimeKind,
): void {
  const { links, programs = [], replacements = [] } = plan;
  if (links === 'transparent' && runtime !== 'docker') {
    throw new CodedError(
      'USAGE',
      `transparent links need a network namespace for each node, which ${runtime} has not`,
      {
        remedy: 'Use `--runtime docker`, or other links.',
      },
    );
  }
  const unmodified = [...programs, ...replacements].find((program) => program?.links === 'transparent');
  if (links !== 'proxy' || !unmodified) return;
  throw new CodedError(
    'USAGE',
    `${unmodified.name} is an unmodified program, which dials the addresses that its peers tell, and so past proxied links`,
    { remedy: 'Use `--links transparent --runtime docker`, or `--links direct` without link faults.' },
  );
}
