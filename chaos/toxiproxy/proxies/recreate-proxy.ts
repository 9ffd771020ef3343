import type { NamedToxic, ProxyDefinition, ToxiproxyApi } from '../api/toxiproxy-api.js';

/** A proxy that Toxiproxy hangs on, deleted and created with the toxics that it is to carry. */
export async function recreateProxy(
  api: ToxiproxyApi,
  definition: ProxyDefinition,
  toxics: readonly NamedToxic[],
  enabled = true,
): Promise<void> {
  await api.removeProxy(definition);
  await api.populate([definition], false);
  for (const toxic of toxics) await api.addToxic(definition, toxic);
  if (enabled) await api.setEnabled(definition, true);
}
