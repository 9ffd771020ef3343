import type { Night } from './night.js';

/** What one night was measured with that the night before it was not, by name; a change of definition or machine is another series. */
export interface Changes {
  readonly commit?: { readonly before: string; readonly after: string };
  readonly flags?: { readonly before: string; readonly after: string };
  readonly versions?: { readonly before: string; readonly after: string };
}

/** Between the first night at a new level and the one before. What either night does not know is no change. */
export function changesAt(nights: readonly Night[], night: string): Changes {
  const at = nights.findIndex((one) => one.night === night);
  const [before, after] = [nights[at - 1], nights[at]];
  if (!before || !after) return {};
  const changed = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== other ? { before: one, after: other } : undefined;
  const commit = changed(before.commit, after.commit);
  const flags = changed(before.overrides, after.overrides);
  const versions = changed(before.versions, after.versions);
  return { ...(commit && { commit }), ...(flags && { flags }), ...(versions && { versions }) };
}
