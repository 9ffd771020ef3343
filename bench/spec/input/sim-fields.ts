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
  'A duration, or a distribution: constant (delay), uniform (min, max), normal (mean, deviation; cut off at 0), lognormal (median, sigma of the logarithm) or exponential (mean, beyond min).';

const linksInput = z.strictObject({
  latency: time
    .prefault(formatQuantity(duration, bareLinkMs))
    .meta({ examples: [{ distribution: 'lognormal', median: '20ms', sigma: 0.5 }] })
    .describe(`One-way latency of every message. ${distributions} cluster.latency comes on top.`),
  loss: loss
    .prefault('0%')
    .meta({ examples: [{ model: 'gilbert-elliott', goodToBad: '1%', badToGood: '20%', lossInBad: '80%' }] })
    .describe(
      'Loss of single messages, where cluster.loss is of one direction of a connection. A share, each message by itself (model independent, share); or in bursts (model gilbert-elliott: goodToBad and badToGood, the probabilities a message with which a link becomes bad and good again, lossInGood, by default 0%, and lossInBad, by default 100%).',
    ),
  duplication: quantity(share, wholeShare)
    .prefault('0%')
    .describe('Probability that a message arrives twice, the second time with a latency of its own.'),
  reordering: written(links.reordering.unwrap(), {
    share: 'So many of the messages are held back, and those behind them overtake them.',
    delay: 'They are held back by up to so long, uniformly.',
  })
    .optional()
    .describe(
      'Messages that arrive out of order. Left out: what one side sends on one connection arrives in order.',
    ),
});

const regionsFields = z.strictObject({
  names: regionsSchema.shape.names.meta({ examples: [['eu', 'us', 'ap']] }).describe('The regions.'),
  shares: z
    .array(quantity(share, wholeShare))
    .optional()
    .meta({ examples: [['50%', '30%', '20%']] })
    .describe(
      'Share of the nodes in each region, in that order: the first region has the first nodes. Left out: nodes go round the regions in turn, n0 in the first, n1 in the second.',
    ),
  latency: z
    .record(z.string(), z.record(z.string(), quantity(duration, most)))
    .meta({ examples: [{ eu: { us: '40ms', ap: '110ms' }, us: { ap: '80ms', eu: '45ms' } }] })
    .describe(
      'One-way latency from region to region; links.latency comes on top. What is given one way only holds for both ways; within a region it is 0 unless given.',
    ),
});

const regionsInput = z.codec(regionsFields, regionsSchema, {
  decode: ({ latency, ...rest }) => ({ ...rest, latencyMs: latency }),
  encode: ({ latencyMs, ...rest }) => ({ ...rest, latency: latencyMs }),
}) as unknown as Written<Regions>;

/** What a user writes of a simulation; it resolves to nodes/runtime/sim/simulation.ts. */
export const simInputSchema = z.strictObject({
  clock: own.clock.describe(
    'When nodes begin their rounds. phases: each at a random moment of its own, as real clusters do. rounds: all at once, on the multiples of protocol.interval and without jitter, as the classic analyses have it.',
  ),
  links: linksInput.prefault({}).describe('What links do to messages.'),
  regions: regionsInput
    .optional()
    .describe('Where nodes are, and how far apart. Left out: all are in one place.'),
  processing: time
    .optional()
    .meta({ examples: ['0.2ms'] })
    .describe(
      `What a node takes for each message: one after another, while others queue. ${distributions} Left out: no time.`,
    ),
});
