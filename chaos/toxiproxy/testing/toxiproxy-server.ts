import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../../nodes/contract/testing/free-ports.js';
import { ensureToxiproxy } from '../../../nodes/runtime/toxiproxy/ensure-toxiproxy.js';

const answerLimitMs = 120_000;

/** A real Toxiproxy server of the test's own. */
export interface ToxiproxyServer {
  readonly apiUrl: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

export async function startToxiproxy(): Promise<ToxiproxyServer> {
  const { path } = await ensureToxiproxy();
  const [port = 0] = await freePorts(1);
  const child = spawn(path, ['-host', '127.0.0.1', '-port', String(port)], {
    env: { LOG_LEVEL: 'error' },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const apiUrl = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const deadline = performance.now() + answerLimitMs;
  while (!(await answers(apiUrl))) {
    if (performance.now() < deadline && child.exitCode === null) await sleep(10);
    else await stop().then(() => Promise.reject(new Error(`Toxiproxy at ${apiUrl} did not answer`)));
  }
  return { apiUrl, process: child, stop };
}

export function listening(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.resume());
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

const answers = (apiUrl: string): Promise<boolean> =>
  fetch(`${apiUrl}/version`).then(
    (response) => response.ok,
    () => false,
  );
