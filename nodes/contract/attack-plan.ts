import { z } from 'zod';

/**
 * What a malicious node does. malformed: frames that do not decode. replay: frames that it received, again. forge:
 * updates in other nodes' names. flood: many valid frames at once.
 */
export const attackKinds = ['malformed', 'replay', 'forge', 'flood'] as const;

/** More than this the node does not send, whatever the plan says: it stays an attack on the protocol, not on the machine. */
export const maxAttackFramesPerSecond = 5_000;

const plannedAttackSchema = z.strictObject({
  atMs: z.number().min(0).max(3_600_000).describe('Start, ms after the request.'),
  attack: z.enum(attackKinds),
  frames: z.int().min(1).max(10_000),
});

/** Body of `POST /attack`: what the node is to do, and when. An empty list ends the attack that is under way. */
export const attackPlanSchema = z.strictObject({
  attacks: z.array(plannedAttackSchema).max(100_000),
});

/** Answer of `POST /attack`. */
export const attackAcceptedSchema = z.object({
  attacks: z.int().min(0).describe('The attacks now planned.'),
});

export type AttackKind = (typeof attackKinds)[number];
export type PlannedAttack = Readonly<z.output<typeof plannedAttackSchema>>;
