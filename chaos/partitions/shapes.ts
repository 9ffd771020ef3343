import { z } from 'zod';
import type { NodeId, Rng } from '../../nodes/protocol/types.js';
import { bridge, bridgeSchema } from './bridge.js';
import { halves, halvesSchema } from './halves.js';
import { isolate, isolateSchema } from './isolate.js';
import { majority, majoritySchema } from './majority.js';
import { oneWay, oneWaySchema } from './one-way.js';
import { randomSplit, randomSplitSchema } from './random-split.js';
import { ring, ringSchema } from './ring.js';
import type { Partition, PartitionShape } from './shape.js';

/** The shapes that are computed from a set of nodes: one file and one line each. */
const shapes = { halves, majority, isolate, bridge, ring, oneWay, random: randomSplit };

/** The links are those that the step's targets name, as in `left -> right`. */
const linksSchema = z.strictObject({ kind: z.literal('links') });

export const shapeSchema = z.discriminatedUnion('kind', [
  halvesSchema,
  majoritySchema,
  isolateSchema,
  bridgeSchema,
  ringSchema,
  oneWaySchema,
  randomSplitSchema,
  linksSchema,
]);

export type Shape = z.output<typeof shapeSchema>;
export type DividingShape = Exclude<Shape, { kind: 'links' }>;

/** The table has each kind's own parameters; what is looked up by a shape's kind fits that very shape. */
const shapeOf = (shape: DividingShape): PartitionShape<DividingShape> =>
  shapes[shape.kind] as PartitionShape<DividingShape>;

/** Sides and cut links of a shape over `nodes`; the same generator state gives the same partition. */
export const divide = (shape: DividingShape, nodes: readonly NodeId[], rng: Rng): Partition =>
  shapeOf(shape).divide(nodes, shape, rng);

/** True where no path between sides is left, if the shape covers the whole cluster. */
export const separates = (shape: DividingShape): boolean => shapeOf(shape).separates;

/** Fewer nodes than this cannot be divided into such a shape. */
export const minNodes = (shape: DividingShape): number => shapeOf(shape).minNodes(shape);
