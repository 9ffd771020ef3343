import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to a real Toxiproxy's API on which a call hangs the first `times`, as a real one does now and then under traffic. */
export async function apiHangingOn(
  apiUrl: string,
  method: string,
  path: string,
  times = Number.POSITIVE_INFINITY,
): Promise<{ readonly url: string; stop(): void }> {
  let hung = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === method && incoming.url === path && hung < times) {
      hung += 1;
      return;
    }
    const options = { method: incoming.method, headers: incoming.headers };
    const onward = request(`${apiUrl}${incoming.url}`, options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
