import { describe, expect, test } from 'vitest';
import { protocolConfigSchema, type StopRule } from '../node/config.js';
import { createRng } from '../rng.js';
import type { Update } from '../types.js';
import { emptyFeedback, setNeeded } from './feedback.js';
import { HotRumors } from './hot-rumors.js';

const update: Update = {
  version: { origin: 0, incarnation: 1, seq: 1, clock: 1 },
  key: 'k',
  value: Uint8Array.of(1),
  hops: 0,
};
const useless = emptyFeedback(1);
const useful = emptyFeedback(1);
setNeeded(useful, 0);

function rumorUnder(stopRule: StopRule, stopK: number) {
  const rumors = new HotRumors();
  rumors.add(update);
  const config = protocolConfigSchema.parse({ stopRule, stopK });
  const rng = createRng(3);
  const hot = rumors.select(10_000);
  return {
    isHot: () => rumors.has('k'),
    push: (needed?: Uint8Array) => {
      rumors.sent(hot, 'push', config, rng);
      if (needed) rumors.feedback(hot, needed, 'push', config, rng);
    },
    pull: (needed?: Uint8Array) => {
      rumors.sent(hot, 'pull', config, rng);
      if (needed) rumors.feedback(hot, needed, 'pull', config, rng);
    },
    round: () => rumors.beginRound(config, rng),
  };
}

describe('pushed', () => {
  test('rounds: hot for k rounds, however often it is sent', () => {
    const rumor = rumorUnder('rounds', 3);
    for (let round = 1; round <= 3; round++) {
      rumor.round();
      expect(rumor.isHot()).toBe(true);
      for (let i = 0; i < 5; i++) rumor.push();
    }
    rumor.round();
    expect(rumor.isHot()).toBe(false);
  });

  test('copies: gone with the k-th copy', () => {
    const rumor = rumorUnder('copies', 3);
    rumor.push();
    rumor.push();
    expect(rumor.isHot()).toBe(true);
    rumor.push();
    expect(rumor.isHot()).toBe(false);
  });

  test('feedback-counter: gone after k unnecessary contacts in a row; a useful one starts the count anew', () => {
    const rumor = rumorUnder('feedback-counter', 2);
    rumor.push(useless);
    rumor.push(useful);
    rumor.push(useless);
    expect(rumor.isHot()).toBe(true);
    rumor.push(useless);
    expect(rumor.isHot()).toBe(false);
  });

  test('feedback-counter: a contact whose feedback never came does not count', () => {
    const rumor = rumorUnder('feedback-counter', 1);
    for (let i = 0; i < 20; i++) rumor.push();
    expect(rumor.isHot()).toBe(true);
  });

  test('blind-counter: gone after k contacts, useful or not', () => {
    const rumor = rumorUnder('blind-counter', 2);
    rumor.push();
    expect(rumor.isHot()).toBe(true);
    rumor.push();
    expect(rumor.isHot()).toBe(false);
  });

  test('feedback-coin: useful contacts never cool it, unnecessary ones do in time', () => {
    const rumor = rumorUnder('feedback-coin', 3);
    for (let i = 0; i < 100; i++) rumor.push(useful);
    expect(rumor.isHot()).toBe(true);
    for (let i = 0; i < 100; i++) rumor.push(useless);
    expect(rumor.isHot()).toBe(false);
  });

  test.each(['feedback-coin', 'blind-coin'] as const)('%s: lasts k contacts on average', (stopRule) => {
    const rumors = new HotRumors();
    const rng = createRng(8);
    const config = protocolConfigSchema.parse({ stopRule, stopK: 4 });
    let contacts = 0;
    for (let i = 0; i < 2_000; i++) {
      rumors.add(update);
      for (let hot = rumors.select(1_000); hot.length > 0; hot = rumors.select(1_000)) {
        contacts++;
        rumors.sent(hot, 'push', config, rng);
        rumors.feedback(hot, useless, 'push', config, rng);
      }
    }
    expect(contacts / 2_000).toBeGreaterThan(3.6);
    expect(contacts / 2_000).toBeLessThan(4.4);
  });
});

describe('pulled', () => {
  test('feedback-counter: a round in which any puller needed it resets, one in which none did adds one', () => {
    const rumor = rumorUnder('feedback-counter', 2);
    rumor.round();
    rumor.pull(useless);
    rumor.pull(useless);
    rumor.pull(useless);
    rumor.round();
    expect(rumor.isHot()).toBe(true);
    rumor.pull(useless);
    rumor.pull(useful);
    rumor.round();
    rumor.pull(useless);
    rumor.round();
    expect(rumor.isHot()).toBe(true);
    rumor.pull(useless);
    rumor.round();
    expect(rumor.isHot()).toBe(false);
  });

  test('a round without a pull counts for no rule but rounds', () => {
    for (const stopRule of [
      'feedback-counter',
      'feedback-coin',
      'blind-counter',
      'blind-coin',
      'copies',
    ] as const) {
      const rumor = rumorUnder(stopRule, 1);
      for (let i = 0; i < 10; i++) rumor.round();
      expect(rumor.isHot()).toBe(true);
    }
  });

  test('blind-counter: gone after k rounds with pulls', () => {
    const rumor = rumorUnder('blind-counter', 2);
    for (let round = 1; round <= 2; round++) {
      rumor.pull();
      rumor.pull();
      expect(rumor.isHot()).toBe(true);
      rumor.round();
    }
    expect(rumor.isHot()).toBe(false);
  });
});
