import type { Verdict } from '../../../bench/result/result.js';
import type { Landscape } from '../../../bench/search/tuning/landscape.js';
import type { Interval } from '../../../bench/search/tuning/noise.js';

/** A setting as a spec has it: `{ fanout: 3, interval: 200ms }`. */
export type WrittenSetting = Readonly<Record<string, string | number>>;

/** How one promise is kept in one scenario. */
export interface PromiseFigures {
  /** How often it was measured. */
  readonly runs: number;
  readonly promise: string;
  readonly scenario: string;
  /** Over repetitions. */
  readonly median: number | string;
  /** As it was promised, in the figure's unit. */
  readonly limit: number;
  /** What the next run stays within, with 95 %, in the figure's unit; absent for what must hold in every run. */
  readonly nextRun?: number;
  /** How much of the promised limit that leaves, as a share of it; below 0: it is missed. */
  readonly spare?: number;
  /** With the reserve, where one is asked for. */
  readonly kept: boolean;
}

/** What is known of one setting. */
export interface SettingFigures {
  readonly setting: WrittenSetting;
  readonly repetitions: number;
  readonly verdict: 'kept' | 'broken' | 'open';
  /** By cost, with 95 % intervals; absent where not every scenario was run. */
  readonly prices?: readonly Interval[];
  /** The one that is nearest to being missed, or missed by most, first. */
  readonly promises: readonly PromiseFigures[];
}

/** A setting that differs from the recommended one in one parameter. */
export interface Neighbour extends SettingFigures {
  readonly parameter: string;
  readonly to: string | number;
  /** By how much the first cost differs, as a share. */
  readonly priceChange?: number;
}

/** One figure, or price, as it was predicted and as it was measured; with 95 % intervals of the mean. */
export interface Compared {
  readonly what: string;
  readonly scenario: string;
  readonly predicted: Interval;
  readonly measured: Interval;
  /** Whether the intervals do not meet. */
  readonly disagrees: boolean;
}

/** What real nodes made of a candidate. */
export interface ProvenCandidate {
  readonly role: 'candidate' | 'present';
  readonly predicted: SettingFigures;
  readonly measured: SettingFigures;
  readonly compared: readonly Compared[];
  /** Folders of its runs. */
  readonly runs: readonly string[];
  /** Of these, runs that something disturbed: their figures count, and may be worse for it. */
  readonly disturbed: number;
}

export interface Proof {
  readonly runtime: string;
  readonly repetitions: number;
  readonly candidates: readonly ProvenCandidate[];
  /** Where prediction and measurement do not agree, as sentences. */
  readonly disagreements: readonly string[];
}

/** The answer for one number of nodes. */
export interface SizeAnswer {
  readonly nodes: number;
  /** What the recommendation rests on. */
  readonly by: 'simulation' | 'measurement';
  readonly search: {
    readonly settings: number;
    readonly contradictory: number;
    readonly ruledOut: number;
    readonly tried: number;
    readonly evaluations: number;
    readonly elapsedMs: number;
    readonly endedBy: 'answer' | 'budget' | 'interruption';
    /** What it tried settings in: runs on real nodes where the nodes cannot be simulated. */
    readonly of: 'simulations' | 'runs';
    /** Of the runs: something disturbed them even when they were repeated. */
    readonly disturbed?: number;
    /** Of the runs. */
    readonly runtime?: string;
  };
  /** Absent where nothing keeps the promises. */
  readonly recommended?: SettingFigures;
  /** How to use it: as a part of a spec, and as the environment of the reference node. */
  readonly spec?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Why this one, as sentences. */
  readonly why: readonly string[];
  /** Where nothing keeps the promises: what misses them by least. */
  readonly closest?: SettingFigures;
  /** The setting that the cluster has now; absent where it is none of those that were searched. */
  readonly present?: SettingFigures;
  /** No other is cheaper in every cost; the most repeated alone. */
  readonly front: readonly SettingFigures[];
  readonly neighbours: readonly Neighbour[];
  readonly all: readonly SettingFigures[];
  readonly landscape?: Landscape;
  readonly proof?: Proof;
  /** What ended the proof early. */
  readonly proofError?: string;
}

/** What `tune` prints with `--json`. */
export interface TuneResult {
  readonly schemaVersion: 1;
  readonly kind: 'tuning';
  readonly verdict: Verdict;
  readonly seed: number;
  readonly promises: readonly string[];
  readonly reserve: number;
  readonly costs: readonly string[];
  readonly scenarios: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly levels: readonly (string | number)[] }[];
  readonly sizes: readonly SizeAnswer[];
}
