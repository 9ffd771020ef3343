import { type Detector, detectorOf } from '../node/config.js';
import { HeartbeatMembership } from './heartbeat.js';
import type { Membership, MembershipHost } from './membership.js';
import { StaticMembership } from './static-membership.js';
import { SwimMembership } from './swim/swim-membership.js';

const detectors: Record<Detector, new (host: MembershipHost) => Membership> = {
  swim: SwimMembership,
  heartbeat: HeartbeatMembership,
  none: StaticMembership,
};

/** The failure detector that the node's parameters ask for. */
export function createMembership(host: MembershipHost): Membership {
  return new detectors[detectorOf(host.activeConfig)](host);
}
