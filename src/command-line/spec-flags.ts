import { Flags, type Interfaces } from '@oclif/core';
import { specField } from '../../bench/spec/input/fields.js';
import type { SpecOverride } from '../../bench/spec/input/resolve.js';
import { CodedError } from '../../nodes/coded-error.js';
import { isReservedName } from '../../nodes/reserved-name.js';

/** A flag that stands for a field of the spec. */
interface SpecFlag {
  readonly flag: string;
  /** Dotted name in the spec. */
  readonly field: string;
  /** What the help shows as its value, where the field has no fixed choices. */
  readonly value?: string;
  readonly group: 'CLUSTER' | 'PROTOCOL' | 'WORKLOAD' | 'EXPERIMENT' | 'SIMULATION';
}

/** The one table of flags and spec fields. Values are checked by the spec's schema, as the file's are. */
export const specFlags: readonly SpecFlag[] = [
  { flag: 'runtime', field: 'runtime', group: 'EXPERIMENT' },
  { flag: 'name', field: 'name', value: '<name>', group: 'EXPERIMENT' },
  { flag: 'seed', field: 'seed', value: '<number>', group: 'EXPERIMENT' },
  { flag: 'repeat', field: 'repeat', value: '<count>', group: 'EXPERIMENT' },
  { flag: 'threshold', field: 'thresholds', value: '<expression>', group: 'EXPERIMENT' },
  { flag: 'on-anomaly', field: 'onAnomaly', group: 'EXPERIMENT' },
  { flag: 'node', field: 'node.use', value: '<name|path>', group: 'CLUSTER' },
  { flag: 'nodes', field: 'cluster.nodes', value: '<count>', group: 'CLUSTER' },
  { flag: 'links', field: 'cluster.links', group: 'CLUSTER' },
  { flag: 'latency', field: 'cluster.latency', value: '<duration>', group: 'CLUSTER' },
  { flag: 'jitter', field: 'cluster.jitter', value: '<duration>', group: 'CLUSTER' },
  { flag: 'loss', field: 'cluster.loss', value: '<percent>', group: 'CLUSTER' },
  { flag: 'bandwidth', field: 'cluster.bandwidth', value: '<rate>', group: 'CLUSTER' },
  { flag: 'base-port', field: 'cluster.basePort', value: '<port>', group: 'CLUSTER' },
  { flag: 'mode', field: 'protocol.mode', group: 'PROTOCOL' },
  { flag: 'fanout', field: 'protocol.fanout', value: '<count>', group: 'PROTOCOL' },
  { flag: 'interval', field: 'protocol.interval', value: '<duration>', group: 'PROTOCOL' },
  { flag: 'repair', field: 'protocol.repairInterval', value: '<duration>', group: 'PROTOCOL' },
  { flag: 'stop-rule', field: 'protocol.stopRule', group: 'PROTOCOL' },
  { flag: 'transport', field: 'protocol.transport', group: 'PROTOCOL' },
  { flag: 'auth', field: 'protocol.auth', group: 'PROTOCOL' },
  { flag: 'batch', field: 'protocol.maxBatch', value: '<count>', group: 'PROTOCOL' },
  { flag: 'compare-from', field: 'protocol.compareFrom', value: '<size>', group: 'PROTOCOL' },
  { flag: 'stop-k', field: 'protocol.stopK', value: '<number>', group: 'PROTOCOL' },
  { flag: 'updates', field: 'workload.updates', value: '<count>', group: 'WORKLOAD' },
  { flag: 'rate', field: 'workload.rate', value: '<rate>', group: 'WORKLOAD' },
  { flag: 'generator', field: 'workload.generator', group: 'WORKLOAD' },
  { flag: 'arrivals', field: 'workload.arrivals', group: 'WORKLOAD' },
  { flag: 'burst-every', field: 'workload.burstEvery', value: '<duration>', group: 'WORKLOAD' },
  { flag: 'ramp-from', field: 'workload.rampFrom', value: '<rate>', group: 'WORKLOAD' },
  { flag: 'writer', field: 'workload.writer', group: 'WORKLOAD' },
  { flag: 'keys', field: 'workload.keys', group: 'WORKLOAD' },
  { flag: 'key-count', field: 'workload.keyCount', value: '<count>', group: 'WORKLOAD' },
  { flag: 'zipf-exponent', field: 'workload.zipfExponent', value: '<number>', group: 'WORKLOAD' },
  { flag: 'payload', field: 'workload.payload', value: '<size>', group: 'WORKLOAD' },
  { flag: 'payload-sizes', field: 'workload.payloadSizes', group: 'WORKLOAD' },
  { flag: 'payload-spread', field: 'workload.payloadSpread', value: '<number>', group: 'WORKLOAD' },
  { flag: 'deletions', field: 'workload.deletions', value: '<percent>', group: 'WORKLOAD' },
  { flag: 'ramp-up', field: 'phases.rampUp', value: '<duration>', group: 'WORKLOAD' },
  { flag: 'duration', field: 'phases.duration', value: '<duration>', group: 'WORKLOAD' },
  { flag: 'idle', field: 'phases.idle', value: '<duration>', group: 'WORKLOAD' },
  { flag: 'deadline', field: 'phases.deadline', value: '<duration>', group: 'WORKLOAD' },
  { flag: 'clock', field: 'sim.clock', group: 'SIMULATION' },
  { flag: 'duplication', field: 'sim.links.duplication', value: '<percent>', group: 'SIMULATION' },
  { flag: 'processing', field: 'sim.processing', value: '<duration>', group: 'SIMULATION' },
];

/** The table as flags of oclif, with the descriptions and choices of the schema. */
export const specFlagDefinitions = Object.fromEntries(
  specFlags.map(({ flag, field, value, group }) => {
    const { description, defaultValue, choices } = specField(field);
    const tail =
      defaultValue === undefined || Array.isArray(defaultValue) ? '' : ` Default: ${defaultValue}.`;
    const common = {
      description: `${description}${tail}`,
      helpGroup: group,
      ...(choices ? { options: [...choices] } : { helpValue: value ?? '<value>' }),
    };
    const isList = Array.isArray(defaultValue);
    const definition = isList
      ? Flags.string({ ...common, multiple: true, multipleNonGreedy: true })
      : Flags.string(common);
    return [flag, definition];
  }),
);

/** Flags that are name=value, one at a time. */
export const assignmentFlags = {
  'node-param': Flags.string({
    description: `${specField('node.parameters').description} May be repeated.`,
    helpGroup: 'CLUSTER',
    helpValue: '<name=value>',
    multiple: true,
    multipleNonGreedy: true,
  }),
  set: Flags.string({
    description:
      'Any field of a spec by its path, as in protocol.suspicionMultiplier=5; `gossip-bench spec schema` has them all. May be repeated.',
    helpGroup: 'EXPERIMENT',
    helpValue: '<path=value>',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

/** Those of them that a command needs which runs nothing. */
export const someSpecFlags = (...names: readonly string[]): Interfaces.FlagInput =>
  Object.fromEntries(Object.entries(specFlagDefinitions).filter(([flag]) => names.includes(flag)));

/** Flags that may have several values in a sweep. */
export const axisFlags = [
  'node',
  'nodes',
  'mode',
  'fanout',
  'interval',
  'transport',
  'latency',
  'loss',
  'batch',
  'payload',
  'rate',
] as const;

/** The flags that were given, as overrides of spec fields. @throws CodedError USAGE where one has several values */
export function overridesOf(flags: Readonly<Record<string, unknown>>): SpecOverride[] {
  for (const flag of axisFlags) refuseSeveral(flag, flags[flag]);
  const fields = specFlags
    .filter(({ flag }) => flags[flag] !== undefined)
    .map(({ flag, field }) => ({
      path: specField(field).path,
      value: numberOrText(flags[flag]),
      label: `--${flag}`,
    }));
  return [
    ...fields,
    ...nodeParametersOf((flags['node-param'] ?? []) as readonly string[]),
    ...fieldsSet((flags.set ?? []) as readonly string[]),
  ];
}

/** Only `sweep` takes lists and ranges. A path may have commas and dots. */
function refuseSeveral(flag: string, value: unknown): void {
  if (typeof value !== 'string' || !/^[^/\\]*(,|\d\.\.\d)[^/\\]*$/.test(value)) return;
  throw new CodedError('USAGE', `--${flag}: expected one value, got ${value}`, {
    remedy: `For several values: \`gossip-bench sweep --${flag} ${value}\`.`,
  });
}

/** @throws CodedError USAGE for one that is not NAME=VALUE */
function nodeParametersOf(given: readonly string[]): SpecOverride[] {
  return given.map((text) => {
    const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new CodedError('USAGE', `--node-param: expected name=value, got '${text}'`, {
        remedy: 'See `gossip-bench node list` for the parameters of each node.',
      });
    }
    if (isReservedName(name)) {
      throw new CodedError('USAGE', `--node-param: no parameter can have the name ${name}`, {
        remedy: 'See `gossip-bench node list` for the parameters of each node.',
      });
    }
    return { path: ['node', 'parameters', name], value: numberOrText(value), label: `--node-param ${name}` };
  });
}

/** @throws CodedError USAGE for one that is not PATH=VALUE */
function fieldsSet(given: readonly string[]): SpecOverride[] {
  return given.map((text) => {
    const [, path, value] = /^([A-Za-z]\w*(?:\.\w+)*)=(.*)$/s.exec(text) ?? [];
    if (path === undefined || value === undefined) {
      throw new CodedError('USAGE', `--set: expected path=value, got '${text}'`, {
        remedy: 'As in --set protocol.suspicionMultiplier=5; `gossip-bench spec schema` has all fields.',
      });
    }
    return { path: path.split('.'), value: numberOrText(value), label: `--set ${path}` };
  });
}

/** A number or a truth value as YAML would read it; everything else stays text for the schema to judge. */
function numberOrText(value: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
