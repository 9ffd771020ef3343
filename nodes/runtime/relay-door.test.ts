import { expect, it } from 'vitest';
import { RelayLines } from './relay-door.js';

function door() {
  const sent: { readonly number: number; readonly ask: string }[] = [];
  const lines = new RelayLines((line) => sent.push(JSON.parse(line)));
  return { lines, sent };
}

it('gives each question its own answer, in whatever order they come', async () => {
  const { lines, sent } = door();
  const [one, other] = [lines.ask({ ask: 'one' }), lines.ask({ ask: 'other' })];
  expect(sent).toMatchObject([{ ask: 'one' }, { ask: 'other' }]);
  lines.take(JSON.stringify({ number: sent[1]!.number, of: 'other' }));
  lines.take(JSON.stringify({ number: sent[0]!.number, of: 'one' }));
  expect(await Promise.all([one, other])).toEqual([{ of: 'one' }, { of: 'other' }]);
});

it('names the port that is taken', async () => {
  const { lines, sent } = door();
  const asked = lines.ask({ ask: 'open' });
  const error = 'bind EADDRINUSE 127.0.0.1:20001';
  lines.take(JSON.stringify({ number: sent[0]!.number, error, code: 'EADDRINUSE' }));
  await expect(asked).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining('20001'),
  });
});

it('fails what is open, and what is asked later, when the program has ended', async () => {
  const { lines } = door();
  const asked = lines.ask({ ask: 'read' });
  lines.end('killed by SIGKILL');
  for (const question of [asked, lines.ask({ ask: 'read' })])
    await expect(question).rejects.toMatchObject({
      code: 'RELAY_LOST',
      message: expect.stringContaining('SIGKILL'),
    });
});

it('does not wait for ever', async () => {
  await expect(door().lines.ask({ ask: 'read' }, 20)).rejects.toMatchObject({ code: 'RELAY_LOST' });
});
