import { describe, expect, it } from 'vitest';
import { LiveNodes } from './live-nodes.js';

describe('LiveNodes', () => {
  it('knows who left and who is back', () => {
    const live = new LiveNodes([0, 1, 2]);
    live.leaves(1);
    expect(live.nodes).toEqual([0, 2]);
    live.isBack(1);
    expect(live.nodes).toEqual([0, 1, 2]);
  });

  it('asks only live nodes, and gives their answers and their failures', async () => {
    const live = new LiveNodes([0, 1]);
    live.leaves(1);
    expect(await live.ask(0, async () => 'well')).toBe('well');
    expect(await live.ask(1, () => Promise.reject(new Error('asked')))).toBeUndefined();
    await expect(live.ask(0, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('does not wait for a node that leaves while it is asked, nor fails with it', async () => {
    const live = new LiveNodes([0]);
    let fail: (error: Error) => void = () => undefined;
    const asked = live.ask(0, () => new Promise<string>((_, reject) => (fail = reject)));
    live.leaves(0);
    expect(await asked).toBeUndefined();
    fail(new Error('gone'));
    live.isBack(0);
    expect(await live.ask(0, async () => 'again')).toBe('again');
  });
});
