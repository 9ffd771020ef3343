import { closestMatch } from 'leven';
import type { ParameterValue } from '../../../nodes/contract/lines/messages.js';
import type { Manifest, ParameterManifest } from '../../../nodes/implementations/manifest.js';
import { readParameter } from '../../../nodes/implementations/parameters.js';
import {
  type Level,
  type Parameter,
  parseLevels,
  refusedParameter,
  splitParameter,
  type ValueKind,
} from './parameter-levels.js';

/**
 * Reads `gossipNodes=1..8`, or `fanout=1..8` where a parameter of the implementation means that, for nodes of others; see `parseLevels`.
 * @throws CodedError USAGE
 */
export function parseNodeParameter(
  text: string,
  manifest: Manifest,
  present: Readonly<Record<string, ParameterValue>>,
): Parameter {
  const { written, values } = splitParameter(text);
  const name = nameOf(text, written, manifest);
  const parameter = manifest.parameters[name]!;
  return { name, field: name, ...parseLevels(text, name, values, present[name]!, kindOf(parameter)) };
}

function kindOf(parameter: ParameterManifest): ValueKind {
  const { type } = parameter;
  return {
    kind: type === 'int' ? 'integer' : type === 'number' || type === 'duration' ? 'number' : 'words',
    read: (written) => {
      const read = readParameter(written, parameter);
      if ('wrong' in read) throw new Error(read.wrong);
      return levelOf(read.value, type);
    },
    levelOf: (value) => levelOf(value, type),
    place: (value) => value,
  };
}

function levelOf(value: Level['value'], type: ParameterManifest['type']): Level {
  if (type === 'duration') return { written: `${Number(value)}ms`, value };
  return { written: typeof value === 'boolean' ? String(value) : value, value };
}

/** By its own name, or by the standard one, as a spec or as a flag has it. */
function nameOf(text: string, written: string, { name, parameters }: Manifest): string {
  const camel = written.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const entries = Object.entries(parameters);
  const found = entries.find(([one]) => one === camel) ?? entries.find(([, { means }]) => means === camel);
  if (found) return found[0];
  const names = entries.flatMap(([one, { means }]) => (means ? [one, means] : [one]));
  const near = closestMatch(camel, names, { maxDistance: 3 });
  const hint = near === undefined ? `; it has ${names.join(', ')}` : `; did you mean ${near}?`;
  throw refusedParameter(text, `${name} has no parameter ${written}${hint}`);
}
