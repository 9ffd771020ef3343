import { closestMatch } from 'leven';
import { CodedError } from '../../../nodes/coded-error.js';
import { type MetricPath, metricAt, metricPaths } from '../../result/metric-paths.js';
import type { Metrics } from '../../result/result.js';

/** One term of a price: so many times a figure. */
interface Term {
  readonly weight: number;
  readonly path: MetricPath;
  /** What stands for the figure where it is not measured, and how many of it one of that is. */
  readonly standIn?: { readonly path: MetricPath; readonly factor: number };
  /** It adds nothing where it is not measured, as the idle rates of a run without an idle window. */
  readonly isOptional?: true;
}

/** What a setting costs: a weighted sum of figures. */
export interface Cost {
  readonly text: string;
  readonly terms: readonly Term[];
}

const figure = (name: string): MetricPath => metricPaths.get(name)!;

/**
 * A simulated node has no CPU time; messages stand for it. The reference node took 0.8 to 1.1 ms for each message that it sent, its share of the harness's
 * readings included, in nine runs of 10 to 50 nodes on a machine of 2 cores: good for an order, and for a rough price.
 */
export const cpuMsPerMessage = 1;

/**
 * Bytes that cost as much as a millisecond of CPU, in round numbers of the list prices of clouds: some 0.04 currency units for an hour of a core, and some 0.02
 * for a gigabyte between zones (both ways), make 550 bytes; rounded up, since a busy node also delays what it is there for.
 */
export const bytesPerCpuMs = 1_000;

const words: Readonly<Record<string, Omit<Term, 'weight'>>> = {
  bytes: { path: figure('sent.bytesPerSecondPerNode') },
  messages: { path: figure('sent.messagesPerSecondPerNode') },
  cpu: {
    path: figure('resources.cpuMsPerSecond.p50'),
    standIn: { path: figure('sent.messagesPerSecondPerNode'), factor: cpuMsPerMessage },
  },
};

/** What an operator pays, a node and second: bytes, and CPU by its worth in bytes; under load and, where it was measured, idle. */
const operating: readonly Term[] = [
  { weight: 1, path: figure('sent.bytesPerSecondPerNode') },
  { weight: bytesPerCpuMs, ...words.cpu! },
  { weight: 1, path: figure('idle.bytesPerSecondPerNode'), isOptional: true },
  {
    weight: bytesPerCpuMs * cpuMsPerMessage,
    path: figure('idle.messagesPerSecondPerNode'),
    isOptional: true,
  },
];

/** Sums by a word of their own. */
const sums: ReadonlyMap<string, readonly Term[]> = new Map([['operating', operating]]);

/**
 * Reads `operating`, `bytes`, `messages`, `cpu`, the name of a figure, or a weighted sum such as `bytes + 50*messages`.
 * @throws CodedError USAGE
 */
export function parseCost(text: string): Cost {
  const sum = sums.get(text.trim());
  if (sum) return { text: text.trim(), terms: sum };
  const terms = text.split('+').map((part): Term => {
    const [, weight = '1', name = ''] = /^\s*(?:(\d+(?:\.\d+)?)\s*\*)?\s*([\w.]+)\s*$/.exec(part) ?? [];
    const known = Object.hasOwn(words, name) ? words[name] : undefined;
    const path = metricPaths.get(name);
    if (known) return { weight: Number(weight), ...known };
    if (path) return { weight: Number(weight), path };
    const near = closestMatch(name, [...sums.keys(), ...Object.keys(words), ...metricPaths.keys()], {
      maxDistance: 6,
    });
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    throw new CodedError('USAGE', `--cost '${text}': unknown figure '${name}'${hint}`, {
      remedy:
        "Write it as 'operating', 'bytes', 'messages', 'cpu', a figure of bench/METRICS.md, or 'bytes + 50*messages'.",
    });
  });
  return { text: text.trim(), terms };
}

/** Undefined where a figure was not measured; infinite where it is a text (`> deadline`, `never`), which is larger than any number. */
export function priceOf({ terms }: Cost, metrics: Metrics): number | undefined {
  let sum = 0;
  for (const term of terms) {
    const price = priceOfTerm(term, metrics);
    if (price === undefined && term.isOptional) continue;
    if (price === undefined) return undefined;
    sum += term.weight * price;
  }
  return sum;
}

function priceOfTerm({ path, standIn }: Term, metrics: Metrics): number | undefined {
  const value = metricAt(metrics, path);
  if (typeof value === 'number') return value;
  if (value !== undefined) return Number.POSITIVE_INFINITY;
  const instead = standIn && metricAt(metrics, standIn.path);
  return standIn && typeof instead === 'number' ? instead * standIn.factor : undefined;
}

/** Whether a simulation can only estimate it. */
export const isEstimated = ({ terms }: Cost): boolean => terms.some(({ standIn }) => standIn !== undefined);
