import { z } from 'zod';
import type { NodeId } from '../../nodes/protocol/types.js';

/** How a node is called in a scenario: `n` and its id, from n0 on. */
export const nodeNameSchema = z.string().regex(/^n\d{1,3}$/, 'expected the name of a node such as n3');

export const nodeName = (node: NodeId): string => `n${node}`;

/** The id in a node's name; undefined where the text is no node's name. */
export const nodeOfName = (name: string): NodeId | undefined =>
  nodeNameSchema.safeParse(name).success ? Number(name.slice(1)) : undefined;
