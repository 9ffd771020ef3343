import { CodedError } from '../coded-error.js';
import { environmentNames, type NodeEnvironment, nodeEnvironmentSchema } from '../contract/environment.js';

type Variable = keyof typeof environmentNames;

const numbers: ReadonlySet<Variable> = new Set([
  'nodeId',
  'incarnation',
  'leaseMs',
  'seed',
  'journalCapacity',
]);
const flags: ReadonlySet<Variable> = new Set(['allowAttacks', 'allowProfile', 'hold']);
const documents: ReadonlySet<Variable> = new Set(['peers', 'protocol']);

/** @throws CodedError USAGE with every variable that is missing or wrong. */
export function parseEnvironment(environment: Readonly<Record<string, string | undefined>>): NodeEnvironment {
  const wrong: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [field, name] of Object.entries(environmentNames)) {
    const text = environment[name];
    if (text === undefined) continue;
    try {
      values[field] = readVariable(field as Variable, text);
    } catch (error) {
      wrong.push(`${name} is no JSON: ${String(error)}`);
    }
  }
  const parsed = nodeEnvironmentSchema.safeParse(values);
  for (const issue of parsed.error?.issues ?? []) {
    const [field, ...inner] = issue.path;
    const name = environmentNames[field as Variable];
    if (wrong.some((text) => text.startsWith(`${name} `))) continue;
    wrong.push(`${name}${inner.map((key) => `.${String(key)}`).join('')}: ${issue.message}`);
  }
  if (!parsed.success) {
    throw new CodedError('USAGE', `the environment does not configure a node: ${wrong.join('; ')}`, {
      remedy: 'nodes/contract/README.md lists every variable.',
    });
  }
  return parsed.data;
}

function readVariable(field: Variable, text: string): unknown {
  if (documents.has(field)) return JSON.parse(text);
  if (flags.has(field)) return text === '1' || (text === '' || text === '0' ? false : text);
  if (!numbers.has(field)) return text;
  return text.trim() === '' ? undefined : Number(text);
}
