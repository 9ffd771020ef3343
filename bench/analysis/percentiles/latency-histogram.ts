import hdr, { type JsHistogram } from 'hdr-histogram-js';
import { beyondDeadline, type LatencySummary } from '../../result/result.js';

export type Percentile = number | typeof beyondDeadline;

/**
 * Latencies in an HDR histogram (µs, 3 significant digits), with the samples that never came counted beside it: they
 * are larger than any that did, so a percentile whose rank falls among them is no number.
 */
export class LatencyHistogram {
  readonly #delivered = hdr.build({ bitBucketSize: 32, numberOfSignificantValueDigits: 3 }) as JsHistogram;
  #sumUs = 0;
  #censored = 0;

  record(latencyUs: number): void {
    this.#delivered.recordValue(latencyUs);
    this.#sumUs += latencyUs;
  }

  /** The same of many, ascending: those that the histogram does not tell apart are one entry. */
  recordSorted(latenciesUs: Float64Array): void {
    let to = 0;
    for (let from = 0; from < latenciesUs.length; from = to) {
      const highestUs = this.#delivered.highestEquivalentValue(latenciesUs[from]!);
      for (; latenciesUs[to]! <= highestUs; to += 1) this.#sumUs += latenciesUs[to]!;
      this.#delivered.recordValueWithCount(latenciesUs[to - 1]!, to - from);
    }
  }

  censor(samples = 1): void {
    this.#censored += samples;
  }

  /** Samples, censored ones included. */
  get count(): number {
    return this.#delivered.totalCount + this.#censored;
  }

  /** The sample of rank ⌈percent/100 × count⌉, ms, never beyond the largest one recorded. */
  percentile(percent: number): Percentile {
    const rank = Math.max(1, Math.ceil((percent / 100) * this.count - 1e-9));
    const { totalCount, maxValue } = this.#delivered;
    if (rank > totalCount) return beyondDeadline;
    if (rank === totalCount) return maxValue / 1000;
    // Half a rank below, so that rounding up inside the library cannot land on the next one.
    const valueUs = this.#delivered.getValueAtPercentile((100 * (rank - 0.5)) / totalCount);
    return Math.min(valueUs, maxValue) / 1000;
  }

  get max(): Percentile {
    return this.percentile(100);
  }

  /** Over recorded samples, ms, exact; undefined without any. */
  get mean(): number | undefined {
    const { totalCount } = this.#delivered;
    return totalCount > 0 ? this.#sumUs / totalCount / 1000 : undefined;
  }

  /** Undefined without samples. */
  summary(): LatencySummary | undefined {
    if (this.count === 0) return undefined;
    return {
      p50: this.percentile(50),
      p90: this.percentile(90),
      p99: this.percentile(99),
      p999: this.percentile(99.9),
      max: this.max,
      ...(this.mean === undefined ? {} : { mean: this.mean }),
      count: this.count,
    };
  }
}

export function histogramOf(latenciesUs: Iterable<number>, censored = 0): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const latencyUs of latenciesUs) histogram.record(latencyUs);
  histogram.censor(censored);
  return histogram;
}
