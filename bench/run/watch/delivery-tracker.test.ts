import { describe, expect, it } from 'vitest';
import type { NodeEvent } from '../../../nodes/contract/events.js';
import { DeliveryTracker } from './delivery-tracker.js';

const receive = (update: string): NodeEvent => ({
  type: 'receive',
  seq: 1,
  tMs: 0,
  update,
  from: 0,
  hops: 1,
  via: 'rumor',
});

describe('DeliveryTracker', () => {
  it('is complete before anything was written', () => {
    expect(new DeliveryTracker(3).complete).toBe(true);
  });

  it('is complete when every node other than the origin holds every update', () => {
    const tracker = new DeliveryTracker(3);
    tracker.accepted('0.1.1');
    tracker.observe(1, receive('0.1.1'));
    expect(tracker.complete).toBe(false);
    tracker.observe(2, receive('0.1.1'));
    expect([tracker.complete, tracker.held, tracker.expected]).toEqual([true, 2, 2]);
  });

  it('counts a pair once, however often it is told', () => {
    const tracker = new DeliveryTracker(3);
    tracker.accepted('0.1.1');
    tracker.observe(1, receive('0.1.1'));
    tracker.observe(1, receive('0.1.1'));
    expect(tracker.held).toBe(1);
  });

  it('takes a receipt that comes before the acceptance', () => {
    const tracker = new DeliveryTracker(2);
    tracker.observe(1, receive('0.1.1'));
    tracker.accepted('0.1.1');
    expect([tracker.updates, tracker.complete]).toEqual([1, true]);
  });

  it('counts superseded ranges as held', () => {
    const tracker = new DeliveryTracker(2);
    for (const seq of [1, 2, 3]) tracker.accepted(`0.1.${seq}`);
    tracker.observe(1, {
      type: 'supersede',
      seq: 1,
      tMs: 0,
      origin: 0,
      incarnation: 1,
      fromSeq: 1,
      toSeq: 2,
      from: 0,
    });
    expect([tracker.held, tracker.complete]).toEqual([2, false]);
    tracker.observe(1, receive('0.1.3'));
    expect(tracker.complete).toBe(true);
  });

  describe('when nodes come and go', () => {
    const written = (nodes: number): DeliveryTracker => {
      const tracker = new DeliveryTracker(nodes);
      tracker.accepted('0.1.1');
      return tracker;
    };

    it('does not wait for a paused node, and waits for it again when it is awake', () => {
      const tracker = written(3);
      tracker.observe(1, receive('0.1.1'));
      tracker.paused(2);
      expect(tracker.complete).toBe(true);
      tracker.resumed(2);
      expect([tracker.complete, tracker.held, tracker.expected]).toEqual([false, 1, 2]);
    });

    it('expects of a node in a new life all that it had, also its own updates', () => {
      const tracker = written(3);
      for (const node of [1, 2]) tracker.observe(node, receive('0.1.1'));
      tracker.ended(0);
      expect([tracker.complete, tracker.expected]).toEqual([true, 2]);
      tracker.restarted(0, 2);
      expect([tracker.held, tracker.expected]).toEqual([2, 3]);
      tracker.observe(0, receive('0.1.1'));
      tracker.accepted('0.2.1');
      expect([tracker.held, tracker.expected]).toEqual([3, 5]);
    });

    it('gives up an update that died with its only holder, also one of which it hears late', () => {
      const tracker = written(3);
      tracker.ended(0);
      tracker.accepted('0.1.2');
      expect([tracker.complete, tracker.expected]).toEqual([true, 0]);
      tracker.observe(1, receive('0.1.2'));
      expect([tracker.complete, tracker.expected]).toEqual([false, 2]);
    });

    it('a checkpoint asks nothing of what comes after it', () => {
      const tracker = written(2);
      const isDone = tracker.checkpoint();
      tracker.accepted('0.1.2');
      expect(isDone()).toBe(false);
      tracker.observe(1, receive('0.1.1'));
      expect([isDone(), tracker.complete]).toEqual([true, false]);
    });
  });
});
