import { expect, test } from 'vitest';
import type { ClusterLoss } from './cluster.js';
import { Losses } from './cluster-losses.js';

const loss = (reason: string): ClusterLoss => ({ kind: 'toxiproxy', reason });

test('losses before and after the listener are told once each, and none after the close', () => {
  const losses = new Losses();
  const told: ClusterLoss[] = [];
  losses.report(loss('before'));
  losses.listen((one) => told.push(one));
  losses.report(loss('after'));
  losses.close();
  losses.report(loss('asked for'));
  expect(told).toEqual([loss('before'), loss('after')]);
});
