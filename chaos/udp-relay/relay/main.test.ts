import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../../nodes/contract/testing/free-ports.js';
import { bundle } from '../../../nodes/image/bundle.js';

let folder: string;
let program: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-relay-'));
  program = join(folder, 'udp-relay.mjs');
  await bundle(fileURLToPath(new URL('./main.ts', import.meta.url)), program, 'test');
});
afterEach(() => void child?.kill('SIGKILL'));
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(env: Record<string, string> = {}): ChildProcess {
  child = spawn(process.execPath, [program, '7'], { stdio: ['pipe', 'pipe', 'inherit'], env });
  return child;
}

async function firstLine(input: NodeJS.ReadableStream): Promise<unknown> {
  const [line] = await once(createInterface({ input }), 'line');
  return JSON.parse(line as string);
}

describe('the program of the UDP relays', () => {
  it('answers questions by their number, and ends when its input ends', async () => {
    const { stdin, stdout } = start();
    stdin?.write('{"number":4,"ask":"read"}\n');
    expect(await firstLine(stdout!)).toEqual({ number: 4, directions: [] });
    const exited = once(child!, 'exit');
    stdin?.end();
    expect(await exited).toEqual([0, null]);
  });

  it('tells what went wrong, with the code of the system', async () => {
    const { stdin, stdout } = start();
    const faults = { latencyMs: 0, jitterMs: 0, reorders: false, loss: 0, duplication: 0, corruption: 0 };
    // An address that is not this machine's.
    const link = (from: number, to: number) => ({ from, to, listen: '192.0.2.1:1', upstream: '192.0.2.1:2' });
    stdin?.write(`${JSON.stringify({ number: 1, ask: 'open', links: [link(0, 1), link(1, 0)], faults })}\n`);
    expect(await firstLine(stdout!)).toMatchObject({ number: 1, code: 'EADDRNOTAVAIL' });
  });
});

describe('its control at an address', () => {
  const token = 'a-token-of-this-test';

  async function listening(): Promise<number> {
    const [port = 0] = await freePorts(1);
    start({ GOSSIP_RELAY_LISTEN: `127.0.0.1:${port}`, GOSSIP_RELAY_TOKEN: token });
    return port;
  }

  async function dial(port: number): Promise<Socket> {
    for (;;) {
      const socket = connect(port, '127.0.0.1');
      const isOpen = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      if (isOpen) return socket;
      await sleep(20);
    }
  }

  it('is open to who says the token first', async () => {
    const socket = await dial(await listening());
    socket.write(`${token}\n{"number":1,"ask":"read"}\n`);
    expect(await firstLine(socket)).toEqual({ number: 1, directions: [] });
    socket.destroy();
  });

  it('goes on when who asks hangs up', async () => {
    const port = await listening();
    const rude = await dial(port);
    const question = `{"number":1,"ask":"read"}\n`.repeat(100);
    await new Promise((written) => rude.write(`${token}\n${question}`, written));
    rude.resetAndDestroy();
    const socket = await dial(port);
    socket.write(`${token}\n{"number":2,"ask":"read"}\n`);
    expect(await firstLine(socket)).toEqual({ number: 2, directions: [] });
    socket.destroy();
  });

  it.each([
    ['another token', 'b-token-of-this-test\n{"number":1,"ask":"read"}\n'],
    ['no token', '{"number":1,"ask":"read"}\n'],
    ['a line without end', 'x'.repeat(1_000)],
  ])('hangs up on who says %s', async (_what, said) => {
    const socket = await dial(await listening());
    let answered = '';
    socket.on('data', (piece: Buffer) => {
      answered += piece.toString();
    });
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.write(said);
    await closed;
    expect(answered).toBe('');
  });

  it('ends with its stdin, too', async () => {
    await dial(await listening());
    const exited = once(child!, 'exit');
    child!.stdin?.end();
    expect(await exited).toEqual([0, null]);
  });
});
