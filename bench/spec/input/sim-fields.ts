import { z } from 'zod';
import { latencySettings } from '../../../nodes/runtime/sim/network/links/latency-setting.js';
import { lossSettings } from '../../../nodes/runtime/sim/network/links/loss-setting.js';
import { type Regions, regionsSchema } from '../../../nodes/runtime/sim/network/links/regions.js';
import { bareLinkMs, simulationSchema } from '../../../nodes/runtime/sim/simulation.js';
import { formatQuantity, quantity, shown } from './quantity.js';
import { duration, share } from './quantity-kinds.js';
import { type Written, written } from './written.js';

const own = simulationSchema.shape;
const links = own.links.unwrap().shape;

type Of<T extends z.ZodType> = z.output<T>;
type Options = readonly [z.ZodObject, ...z.ZodObject[]];

/** One of several objects, told apart by one field; the mere value of the first one's only parameter is short for that one. */
function oneOf<T>(discriminator: string, options: Options, short: z.ZodType, expected: string): Written<T> {
  const [first] = options;
  const parameter = Object.keys(first.shape).find((name) => name !== discriminator)!;
  const shortForm = z.codec(short, first, {
    decode: (value) => ({ [discriminator]: literalOf(first, discriminator), [parameter]: value }),
    encode: (value) => value[parameter],
  });
  const longForm = z.discriminatedUnion(
    discriminator,
    // Codecs are told apart by their input.
    options.map((option) => written(option)) as unknown as Options,
  );
  return z.union([shortForm, longForm], {
    error: ({ input }) => `expected ${expected}, got ${shown(input)}`,
  }) as unknown as Written<T>;
}

const literalOf = (schema: z.ZodObject, field: string): unknown =>
  (schema.shape[field] as z.ZodLiteral).value;

const most = { min: 0, max: 60_000 };
const wholeShare = { min: 0, max: 1 };

const time = oneOf<Of<typeof links.latency>>(
  'distribution',
  latencySettings,
  quantity(duration, most),
  'a duration of at most 60s such as 20ms, or a distribution such as { distribution: lognormal, median: 20ms, sigma: 0.5 }',
);
const loss = oneOf<Of<typeof links.loss>>(
  'model',
  lossSettings,
  quantity(share, wholeShare),
  'a share such as 2%, or a model such as { model: gilbert-elliott, goodToBad: 1%, badToGood: 20% }',
);

const distributions =
  'A duration or a distribution: constant (delay), uniform (min, max), normal (mean, deviation; cut off at 0), lognormal (median, sigma of the logarithm) or exponential (mean, added to min).';

const linksInput = z.strictObject({
  latency: time
    .prefault(formatQuantity(duration, bareLinkMs))
    .meta({ examples: [{ distribution: 'lognormal', median: '20ms', sigma: 0.5 }] })
    .describe(`One-way latency of every message. ${distributions} cluster.latency is added.`),
  loss: loss
    .prefault('0%')
    .meta({ examples: [{ model: 'gilbert-elliott', goodToBad: '1%', badToGood: '20%', lossInBad: '80%' }] })
    .describe(
      'Loss of single messages (cluster.loss affects one direction of a connection). Either a share, independent for each message (model independent, share), or in bursts (model gilbert-elliott: goodToBad and badToGood are the probabilities per message that a link turns bad and good again; lossInGood, default 0%, and lossInBad, default 100%).',
    ),
  duplication: quantity(share, wholeShare)
    .prefault('0%')
    .describe('Probability that a message arrives twice; the copy has its own latency.'),
  reordering: written(links.reordering.unwrap(), {
    share: 'Share of the messages that are held back and overtaken by later ones.',
    delay: 'Longest time for which a message is held back (uniform).',
  })
    .optional()
    .describe(
      'Messages that arrive out of order. Default: messages of one connection and direction arrive in order.',
    ),
});

const regionsFields = z.strictObject({
  names: regionsSchema.shape.names.meta({ examples: [['eu', 'us', 'ap']] }).describe('Names of the regions.'),
  shares: z
    .array(quantity(share, wholeShare))
    .optional()
    .meta({ examples: [['50%', '30%', '20%']] })
    .describe(
      'Share of the nodes in each region, in order: the first nodes are in the first region. Default: nodes take turns, n0 in the first region, n1 in the second.',
    ),
  latency: z
    .record(z.string(), z.record(z.string(), quantity(duration, most)))
    .meta({ examples: [{ eu: { us: '40ms', ap: '110ms' }, us: { ap: '80ms', eu: '45ms' } }] })
    .describe(
      'One-way latency from region to region; links.latency is added. A latency given for one direction applies to both; within a region it is 0 unless given.',
    ),
});

const regionsInput = z.codec(regionsFields, regionsSchema, {
  decode: ({ latency, ...rest }) => ({ ...rest, latencyMs: latency }),
  encode: ({ latencyMs, ...rest }) => ({ ...rest, latency: latencyMs }),
}) as unknown as Written<Regions>;

/** What a user writes of a simulation; it resolves to nodes/runtime/sim/simulation.ts. */
export const simInputSchema = z.strictObject({
  clock: own.clock.describe(
    'When nodes start their rounds. phases: each node at its own random offset, like real clusters. rounds: all nodes together at multiples of protocol.interval, without jitter, as in textbook analyses.',
  ),
  links: linksInput.prefault({}).describe('Effects of links on messages.'),
  regions: regionsInput
    .optional()
    .describe('Regions of the nodes and the latencies between them. Default: one region.'),
  processing: time
    .optional()
    .meta({ examples: ['0.2ms'] })
    .describe(
      `Time a node needs for each message; it handles one at a time, and others queue. ${distributions} Default: no time.`,
    ),
});
