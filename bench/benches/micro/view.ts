import { compareDigest, digestOf } from '../../../nodes/protocol/dissemination/digest.js';
import { GossipCore } from '../../../nodes/protocol/dissemination/gossip-core.js';
import { protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { createRng } from '../../../nodes/protocol/rng.js';
import { updatesOf } from './messages.js';
import type { MicroSuite } from './suite.js';

const origins = 50;
const keys = 10_000;

/** A node whose view holds 10,000 keys, written at 50 origins. */
function filledCore(): GossipCore {
  const core = new GossipCore({
    id: 0,
    incarnation: 1,
    config: protocolConfigSchema.parse({}),
    rng: createRng(1),
  });
  for (let origin = 0; origin < origins; origin += 1) {
    for (const update of updatesOf(origin, keys / origins)) core.view.merge(update);
  }
  return core;
}

const ignore = () => undefined;

export const viewSuite: MicroSuite = {
  name: `view of ${keys} keys`,
  addTo: (bench) => {
    const core = filledCore();
    const digest = digestOf(core, false);
    const known = updatesOf(7, 10);
    let nextSeq = keys / origins + 1;
    bench.add('merge a delta of 10 new updates', () => {
      for (const update of updatesOf(7, 10, nextSeq)) core.view.merge(update);
      nextSeq += 10;
    });
    bench.add('merge a delta of 10 known updates', () => {
      for (const update of known) core.view.merge(update);
    });
    bench.add(`digest of ${origins} origins`, () => digestOf(core, false));
    bench.add('compare digests that are equal', () =>
      compareDigest(core, digest, { theirs: ignore, ours: ignore }),
    );
    bench.add('state digest', () => core.view.stateDigest());
  },
};
