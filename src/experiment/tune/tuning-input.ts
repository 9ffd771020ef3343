import type { Budget } from '../../../bench/search/simulations/explore.js';
import { type Cost, parseCost } from '../../../bench/search/tuning/cost.js';
import type { Slo } from '../../../bench/search/tuning/excess.js';
import type { SpecDocument } from '../../../bench/spec/input/document.js';
import { fieldAt } from '../../../bench/spec/input/field-at.js';
import { quantity } from '../../../bench/spec/input/quantity.js';
import { duration } from '../../../bench/spec/input/quantity-kinds.js';
import type { SpecOverride } from '../../../bench/spec/input/resolve.js';
import { askedThreshold } from '../../../bench/spec/thresholds.js';
import { CodedError } from '../../../nodes/coded-error.js';
import { referenceName } from '../../../nodes/implementations/find-implementation.js';

/** What `tune` is asked, as it was written. */
export interface TuningInput {
  /** The cluster as it is now: a spec file, and flags above it. */
  readonly document: SpecDocument | undefined;
  readonly overrides: readonly SpecOverride[];
  /** One search for each. */
  readonly nodes: readonly number[];
  /** As in `fanout=1..8`; empty: the default parameters. */
  readonly parameters: readonly string[];
  readonly slos: readonly Slo[];
  readonly costs: readonly Cost[];
  /** Names and files of scenarios; `none` is the cluster without faults, `spec` with those of the spec itself. */
  readonly under: readonly string[];
  readonly budget: Budget;
}

/** Whether the nodes are none of the reference, by the flag, else by the spec. */
export function namesOther({ document, overrides }: Pick<TuningInput, 'document' | 'overrides'>): boolean {
  const flag = overrides.findLast(({ path }) => path.join('.') === 'node.use')?.value;
  const use = flag ?? fieldAt(document?.fields, ['node', 'use']);
  return use !== undefined && use !== referenceName;
}

/** Searched over without `--param`, of the reference. */
export const usualParameters = ['fanout=1..6', 'interval=50ms..2s', 'mode=push,push-pull'] as const;

/** Every `--under a,b`, apart; without any, the faults of the spec itself, if it has some. */
export function namesUnder(written: readonly string[], document: SpecDocument | undefined): string[] {
  const names = written.flatMap((text) => text.split(',')).map((name) => name.trim());
  if (names.length > 0) return [...new Set(names)];
  return [document?.fields.chaos === undefined ? 'none' : 'spec'];
}

/** @throws CodedError USAGE */
export function parseSlos(written: readonly string[], reserve: string): Slo[] {
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(reserve);
  const value = share ? Number(share[1]) / 100 : Number(reserve);
  if (!(value >= 0 && value < 1)) throw refused('--reserve', 'a share such as 10%', reserve);
  if (written.length === 0) {
    throw new CodedError('USAGE', 'no promise to keep: give at least one --slo', {
      remedy:
        "For example --slo 'fullDisseminationMs.p99<1s' --slo 'reach==1'; bench/METRICS.md lists the figures.",
    });
  }
  return written.map((text) => ({ threshold: askedThreshold(text), reserve: value }));
}

/** Default `operating`. @throws CodedError USAGE */
export const parseCosts = (written: readonly string[]): Cost[] =>
  (written.length === 0 ? ['operating'] : written).map(parseCost);

/** A time (`60s`), or a number of simulations (`400`). @throws CodedError USAGE */
export function parseBudget(text: string): Budget {
  if (/^[1-9]\d*$/.test(text)) return { evaluations: Number(text) };
  const parsed = quantity(duration, { min: 1, max: Number.POSITIVE_INFINITY }).safeParse(text);
  if (!parsed.success) throw refused('--budget', 'a time such as 60s, or a number of simulations', text);
  return { ms: parsed.data };
}

/** `50,500,5000`. @throws CodedError USAGE */
export function parseNodes(text: string | undefined): number[] {
  if (text === undefined) return [];
  const sizes = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN));
  if (sizes.some(Number.isNaN)) throw refused('--nodes', 'numbers such as 50 or 50,500,5000', text);
  return [...new Set(sizes)].sort((a, b) => a - b);
}

const refused = (flag: string, expected: string, got: string): CodedError =>
  new CodedError('USAGE', `${flag}: expected ${expected}, got '${got}'`, {
    remedy: 'See `gossip-bench tune --help`.',
  });
