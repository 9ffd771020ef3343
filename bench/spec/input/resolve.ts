import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import type { ChaosSpec } from '../../../chaos/spec/chaos-spec.js';
import { protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { framingBytes } from '../../../nodes/reference/describe-reference.js';
import { usualWayMs } from '../../../nodes/runtime/sim/simulation.js';
import { largestPayloadBytes } from '../../workload/workload.js';
import type { Spec } from '../spec.js';
import { specSchema } from '../spec.js';
import { askedThreshold, parseThreshold } from '../thresholds.js';
import { readChaos } from './chaos-section.js';
import { crossFieldProblems } from './cross-field.js';
import { type SpecDocument, specError } from './document.js';
import { fieldAt, setFieldAt } from './field-at.js';
import { specFieldNames } from './fields.js';
import { nodeCount, type ResolvedGroups, resolveGroups } from './node-groups.js';
import { resolveNode, storedNode } from './node-section.js';
import { describeIssue, type Problem, problemsOf } from './problems.js';
import { protocolFromInput } from './protocol-fields.js';
import { resolveReplacements } from './replacements.js';
import { type ParsedSpecInput, specInputSchema } from './spec-input.js';
import { type ReadThreshold, thresholdProblems } from './threshold-problems.js';
import { workloadFromInput } from './workload-fields.js';

/** A value that wins over the file's; `label` is how errors name it (`--nodes`). */
export interface SpecOverride {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly label: string;
}

type Fields = Record<string, unknown>;

const seedLimit = 2 ** 32;

/**
 * The spec that is run: the document's fields, the overrides above them, defaults below. A seed that was not given is
 * drawn here.
 * @throws CodedError USAGE with one line for every problem, each with its place.
 */
export const resolveSpec = (
  document: SpecDocument | undefined,
  overrides: readonly SpecOverride[] = [],
): Spec =>
  resolve(document, overrides, {
    nodeOf: resolveNode,
    readThreshold: askedThreshold,
    problemsOf: crossFieldProblems,
  });

/**
 * The spec of a run that was made: what is refused of a new run (more than one can hold, thresholds that no run meets) was perhaps not when it was
 * made, and its journal shows what it did. The bounds of single fields, and of the schedule, hold: they keep out what was made up.
 * @throws CodedError USAGE
 */
export const resolveStoredSpec = (document: SpecDocument): Spec =>
  resolve(document, [], {
    nodeOf: storedNode,
    readThreshold: parseThreshold,
    problemsOf: ({ thresholds }) => thresholdProblems(thresholds, ['thresholds'], parseThreshold),
  });

interface Demands {
  readonly nodeOf: typeof resolveNode;
  readonly readThreshold: ReadThreshold;
  /** What is wrong with the spec as a whole. */
  readonly problemsOf: (spec: Spec, given: (path: string) => boolean) => readonly Problem[];
}

function resolve(
  document: SpecDocument | undefined,
  overrides: readonly SpecOverride[],
  { nodeOf, readThreshold, problemsOf: wholeProblems }: Demands,
): Spec {
  const fields: Fields = structuredClone(document?.fields ?? {});
  // `node: memberlist` is short for the section.
  if (typeof fields.node === 'string') fields.node = { use: fields.node };
  const homeless = overrides.filter(({ path, value }) => !setFieldAt(fields, path, value));
  const refuse = (problems: readonly Problem[]) =>
    specError(problems.map((problem) => placed(problem, document, overrides)));
  const parsed = specInputSchema.safeParse(fields, { error: describeIssue });
  if (!parsed.success) {
    throw refuse([...problemsOf(parsed.error, specFieldNames), ...chaosProblemsBeside(parsed.error, fields)]);
  }
  if (homeless.length > 0) {
    throw specError(
      homeless.map(
        ({ path, label }) => `${label}: ${path.slice(0, -1).join('.')} has no field ${path.at(-1)}`,
      ),
    );
  }
  const given = (path: string) => fieldAt(fields, path.split('.')) !== undefined;
  const seed = parsed.data.seed ?? randomInt(seedLimit);
  const input = counted(parsed.data);
  const { nodes } = input.cluster;
  const { chaos, problems: chaosProblems } = readChaos(parsed.data.chaos, { nodes, seed }, readThreshold);
  const protocol = protocolMeant(document, overrides, fields);
  const groups = resolveGroups(parsed.data, protocol, nodeOf);
  // Nothing takes the place of the reference; what is said of its parameters would only hide that.
  const isOfOthers = groups.node !== undefined || groups.implementations !== undefined;
  const replaced = resolveReplacements(chaos, isOfOthers ? protocol : undefined, nodeOf);
  const memoryMiB = Math.max(groups.memoryMiB, replaced.memoryMiB);
  const spec = toSpec(
    forNodes(fitDefaults(input, given), { ...groups, memoryMiB }, given),
    seed,
    replaced.chaos,
  );
  const problems = [
    ...listedAsNumber(document, overrides),
    ...groups.problems,
    ...replaced.problems,
    ...wholeProblems(spec, given),
    ...chaosProblems,
  ];
  if (problems.length > 0) throw refuse(problems);
  return spec;
}

/** What a user wrote, with the nodes counted. */
type Counted = Omit<ParsedSpecInput, 'cluster'> & {
  readonly cluster: Omit<ParsedSpecInput['cluster'], 'nodes'> & { readonly nodes: number };
};

const counted = (input: ParsedSpecInput): Counted => ({
  ...input,
  cluster: { ...input.cluster, nodes: nodeCount(input.cluster.nodes) },
});

/** A number would drop the implementations that the document lists. */
function listedAsNumber(document: SpecDocument | undefined, overrides: readonly SpecOverride[]): Problem[] {
  const path = ['cluster', 'nodes'];
  const isOverridden = overrides.some((override) => override.path.join('.') === path.join('.'));
  if (!isOverridden || !Array.isArray(fieldAt(document?.fields, path))) return [];
  return [{ path, text: 'this spec lists its nodes by implementation; change the counts in that list' }];
}

/** Of a spec that is wrong elsewhere; not where it is unknown for how many nodes the section is. */
function chaosProblemsBeside({ issues }: z.ZodError, { chaos, ...fields }: Fields): readonly Problem[] {
  if (issues.some(({ path: [section] }) => section === 'cluster' || section === 'chaos')) return [];
  const nodes = nodeCount(specInputSchema.shape.cluster.parse(fields.cluster).nodes);
  return readChaos(chaos, { nodes, seed: 0 }, askedThreshold).problems;
}

/**
 * Defaults that would contradict what was given follow it: a fanout needs peers, a timeout must exceed the round trip, a
 * message must hold the payload, and rounds in step have no jitter.
 */
function fitDefaults(input: Counted, given: (path: string) => boolean): Counted {
  const { nodes, latency, jitter } = input.cluster;
  const protocol = { ...input.protocol };
  if (!given('protocol.fanout')) protocol.fanout = Math.min(protocol.fanout, nodes - 1);
  if (!given('protocol.exchangeTimeout')) {
    const wayMs = latency + jitter + (input.sim ? usualWayMs(input.sim) : 0);
    protocol.exchangeTimeout = Math.max(protocol.exchangeTimeout, 4 * wayMs);
  }
  if (!given('protocol.intervalJitter') && input.sim?.clock === 'rounds') protocol.intervalJitter = 0;
  if (!given('protocol.maxMessage')) protocol.maxMessage = roomFor(input, protocol.maxMessage);
  return input.runtime === 'sim' && nodes > fullSimulationNodes
    ? disseminationAlone({ ...input, protocol }, given)
    : { ...input, protocol };
}

/** So many bytes, doubled until the largest value fits; what is beyond the limit is refused later, in words of its own. */
function roomFor(input: Counted, maxMessageBytes: number): number {
  const needed = largestPayloadBytes(workloadFromInput(input.workload), maxMessageBytes) + framingBytes;
  let bytes = maxMessageBytes;
  while (bytes < needed && bytes < largestMessageBytes) bytes *= 2;
  return bytes;
}

const largestMessageBytes = protocolConfigSchema.shape.maxMessageBytes.unwrap().maxValue ?? 0;

/**
 * A simulation of so many nodes measures only dissemination by default: what all nodes know of all nodes grows with the square of
 * their number, and a steady load costs them all.
 */
const fullSimulationNodes = 1_000;

function disseminationAlone(input: Counted, given: (path: string) => boolean): Counted {
  const [protocol, workload, phases] = [{ ...input.protocol }, { ...input.workload }, { ...input.phases }];
  if (!given('protocol.detector')) protocol.detector = 'none';
  if (!given('workload.rate')) workload.rate = 0;
  if (!given('phases.idle')) phases.idle = 0;
  return { ...input, protocol, workload, phases };
}

/**
 * The parameters that are meant for the node. A spec that names no node has those of the reference: with `--node`, only what flags set beside it
 * is meant for that one, so that every scenario can be run with every node.
 */
function protocolMeant(
  document: SpecDocument | undefined,
  overrides: readonly SpecOverride[],
  fields: Fields,
): unknown {
  const isListed = Array.isArray(fieldAt(document?.fields, ['cluster', 'nodes']));
  const isNodeOfSpec = document?.fields.node !== undefined || isListed;
  const isReplaced = overrides.some(({ path }) => path.join('.') === 'node.use');
  if (isNodeOfSpec || !isReplaced) return fields.protocol;
  const ofFlags = overrides.filter(({ path: [section] }) => section === 'protocol');
  return Object.fromEntries(ofFlags.map(({ path, value }) => [path[1], value]));
}

/** Nodes of others have their own parameters, and the memory that they need. */
function forNodes(
  input: Counted,
  { node, implementations, memoryMiB }: ResolvedGroups,
  given: (path: string) => boolean,
): Grouped {
  const { node: _written, ...rest } = input;
  if (!node && !implementations) return rest;
  const { memory } = input.cluster;
  const cluster = {
    ...input.cluster,
    ...(implementations ? { implementations } : {}),
    memory: given('cluster.memory') ? memory : Math.max(memory, memoryMiB),
  };
  const protocol = specInputSchema.shape.protocol.parse(undefined);
  return { ...rest, ...(node ? { node } : {}), cluster, protocol };
}

/** With the implementations resolved. */
type Grouped = Omit<Counted, 'node' | 'cluster'> & {
  readonly node?: Spec['node'];
  readonly cluster: Counted['cluster'] & Pick<Spec['cluster'], 'implementations'>;
};

function toSpec(input: Grouped, seed: number, chaos: ChaosSpec | undefined): Spec {
  const { cluster, protocol, workload, phases, chaos: _written, ...rest } = input;
  const { latency, jitter, loss, bandwidth, memory, ...nodes } = cluster;
  return specSchema.parse({
    ...rest,
    seed,
    ...(chaos ? { chaos } : {}),
    cluster: {
      ...nodes,
      quality: { kind: 'linkQuality', latencyMs: latency, jitterMs: jitter, loss, rateKBps: bandwidth },
      memoryMiB: memory,
    },
    protocol: protocolFromInput(protocol),
    workload: workloadFromInput(workload),
    phases: {
      warmUpMs: phases.warmUp,
      rampUpMs: phases.rampUp,
      durationMs: phases.duration,
      idleMs: phases.idle,
      deadlineMs: phases.deadline,
    },
  });
}

function placed(
  { path, text }: Problem,
  document: SpecDocument | undefined,
  overrides: readonly SpecOverride[],
) {
  const name = path.join('.');
  const isWritten = fieldAt(document?.fields, path) !== undefined;
  const override =
    overrides.find((candidate) => name.startsWith(candidate.path.join('.'))) ??
    // A section that is there since a flag named a field of it.
    overrides.find((candidate) => !isWritten && candidate.path.join('.').startsWith(`${name}.`));
  if (override) return `${override.label}: ${text}`;
  return document ? `${document.place(path)}: ${name}: ${text}` : `${name}: ${text}`;
}
