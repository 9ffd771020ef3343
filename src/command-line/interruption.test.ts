import { afterEach, describe, expect, it } from 'vitest';
import { Interruption } from './interruption.js';

const told: string[] = [];
let interruption: Interruption | undefined;
afterEach(() => {
  interruption?.end();
  told.length = 0;
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'as %s aborts once, and then only reports that clean-up is under way',
    (name) => {
      interruption = new Interruption((text) => told.push(text));
      process.emit(name, name);
      expect(interruption.signal.reason).toMatchObject({
        code: 'INTERRUPTED',
        message: `interrupted by ${name}`,
      });
      process.emit('SIGINT', 'SIGINT');
      expect(told).toEqual([
        expect.stringContaining('stopping'),
        expect.stringContaining('Clean-up is under way'),
      ]);
    },
  );

  it('is given back when the command has ended', () => {
    const before = process.listenerCount('SIGINT');
    const passing = new Interruption(() => undefined);
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    passing.end();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
