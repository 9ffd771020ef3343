import type { z } from 'zod';
import type { ScheduleCluster } from '../schedule/schedule.js';
import { chaosProblems } from './chaos-problems.js';
import { type ChaosSpec, chaosSchema } from './chaos-spec.js';
import type { Problem } from './problem.js';
import { resolveWritten, writtenPath } from './written-fields.js';

export type ParsedChaos =
  | { readonly ok: true; readonly chaos: ChaosSpec }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the `chaos` section of a spec as a user writes it (`at: 3s`, `loss: 5%`, `fault: kill`); fields in their
 * resolved form (`atMs: 3000`) are taken too, so that a run's own spec can be read again. Each problem has its path
 * inside the section, as written. `describe` may word the schema's issues.
 */
export function parseChaos(
  section: unknown,
  cluster: ScheduleCluster,
  describe?: z.core.$ZodErrorMap,
): ParsedChaos {
  const { value, problems } = resolveWritten(section);
  if (problems.length > 0) return { ok: false, problems };
  const parsed = chaosSchema.safeParse(value, describe ? { error: describe } : undefined);
  const found = parsed.success
    ? chaosProblems(parsed.data, cluster)
    : parsed.error.issues.flatMap(problemsOfIssue);
  if (parsed.success && found.length === 0) return { ok: true, chaos: parsed.data };
  return { ok: false, problems: found.map(({ path, text }) => ({ path: writtenPath(path, section), text })) };
}

function problemsOfIssue(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code !== 'unrecognized_keys') return [{ path, text: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], text: 'unknown field' }));
}
