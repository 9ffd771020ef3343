import { describe, expect, it } from 'vitest';
import type { NodeEvent } from '../../../nodes/contract/events.js';
import { MembershipTracker } from './membership-tracker.js';

const change = (
  member: number,
  kind: 'joined' | 'failed' | 'recovered' | 'suspected' | 'left',
): NodeEvent => ({
  type: 'member',
  seq: 1,
  tMs: 0,
  member,
  incarnation: 1,
  change: kind,
});

describe('MembershipTracker', () => {
  it('is complete when every node has seen every other', () => {
    const tracker = new MembershipTracker(2);
    tracker.observe(0, change(1, 'joined'));
    expect(tracker.complete).toBe(false);
    expect(tracker.missing()).toEqual(['n1 does not see n0']);
    tracker.observe(1, change(0, 'joined'));
    expect(tracker.complete).toBe(true);
  });

  it.each(['failed', 'left'] as const)(
    'is incomplete again after a member is %s, until it recovers',
    (kind) => {
      const tracker = new MembershipTracker(2);
      tracker.observe(0, change(1, 'joined'));
      tracker.observe(1, change(0, 'joined'));
      tracker.observe(1, change(0, kind));
      expect(tracker.complete).toBe(false);
      tracker.observe(1, change(0, 'recovered'));
      expect(tracker.complete).toBe(true);
    },
  );

  it('keeps a suspected member alive', () => {
    const tracker = new MembershipTracker(2);
    tracker.observe(0, change(1, 'joined'));
    tracker.observe(1, change(0, 'joined'));
    tracker.observe(1, change(0, 'suspected'));
    expect(tracker.complete).toBe(true);
  });

  it('is complete from the beginning where all have joined, until somebody is lost from sight', () => {
    const tracker = new MembershipTracker(3, true);
    expect(tracker.complete).toBe(true);
    tracker.observe(1, change(2, 'failed'));
    expect(tracker.missing(9)).toEqual(['n1 does not see n2']);
    tracker.observe(1, change(2, 'recovered'));
    expect(tracker.complete).toBe(true);
    tracker.ended(0);
    tracker.resumed(0);
    tracker.observe(0, change(1, 'joined'));
    expect(tracker.missing(9)).toEqual(['n0 does not see n2']);
  });

  it('names as many gaps as asked for', () => {
    expect(new MembershipTracker(3).missing(2)).toEqual(['n0 does not see n1', 'n0 does not see n2']);
  });

  it('asks nothing of nodes that are away, and all of those that are back', () => {
    const tracker = new MembershipTracker(3);
    for (const [node, member] of [
      [0, 1],
      [1, 0],
    ] as const)
      tracker.observe(node, change(member, 'joined'));
    tracker.paused(2);
    expect(tracker.complete).toBe(true);
    tracker.ended(1);
    tracker.resumed(1);
    expect(tracker.missing(9)).toEqual(['n1 does not see n0']);
  });
});
