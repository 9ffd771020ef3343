import type { MemberStatus, NodeId } from '../types.js';
import type { TestCluster } from './test-cluster.js';

export const statusAt = (cluster: TestCluster, observer: NodeId, id: NodeId): MemberStatus | undefined =>
  cluster
    .node(observer)
    .members()
    .find((member) => member.id === id)?.status;

/** Whether each of `observers` has this of each of `ids`, itself apart; undefined is not known at all. */
export const everySees = (
  cluster: TestCluster,
  observers: readonly NodeId[],
  ids: readonly NodeId[],
  status: MemberStatus | undefined,
): boolean =>
  observers.every((observer) =>
    ids.every((id) => id === observer || statusAt(cluster, observer, id) === status),
  );

/** All live nodes see all live nodes alive. */
export const whole = (cluster: TestCluster): boolean =>
  everySees(cluster, cluster.liveIds, cluster.liveIds, 'alive');

/** Membership changes that a node reported, as `failed 3.1`: the change, the member and its incarnation. */
export const changesAt = (cluster: TestCluster, observer: NodeId): string[] =>
  cluster
    .events(observer)
    .flatMap((event) =>
      event.kind === 'member' ? [`${event.change} ${event.member.id}.${event.member.incarnation}`] : [],
    );

/** What all live nodes reported, joins apart: without a fault it is nothing. */
export const alarms = (cluster: TestCluster): string[] =>
  cluster.liveIds.flatMap((id) => changesAt(cluster, id)).filter((change) => !change.startsWith('joined'));
