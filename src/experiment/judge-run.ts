import type { Analysis } from '../../bench/analysis/analysis.js';
import type { Verdict } from '../../bench/result/result.js';
import type { Spec } from '../../bench/spec/spec.js';
import { parseThreshold } from '../../bench/spec/thresholds.js';
import { judge } from '../../bench/verdict/verdict.js';

/** The verdict of a run, by the thresholds and expectations of its spec. */
export function judgeRun(spec: Spec, analysis: Analysis): Verdict {
  const { expectations = [], expectFail = [] } = spec.chaos ?? {};
  return judge(spec, analysis, spec.thresholds.map(parseThreshold), {
    expect: expectations.map(parseThreshold),
    expectFail: expectFail.map(parseThreshold),
  });
}
