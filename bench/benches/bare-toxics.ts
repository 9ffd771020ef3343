import { Agent, request } from 'node:http';

export interface BareToxic {
  readonly proxy: string;
  readonly body: object;
}

/** A bare loop over Toxiproxy's API, without library, time limits or retries: the baseline that its speed sets. */
export async function postToxics(
  apiUrl: string,
  toxics: readonly BareToxic[],
  connections: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const work = async (): Promise<void> => {
    for (let toxic = toxics[next++]; toxic; toxic = toxics[next++]) {
      await post(new URL(`/proxies/${toxic.proxy}/toxics`, apiUrl), JSON.stringify(toxic.body), agent);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
}

function post(url: URL, body: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { method: 'POST', agent, headers: { 'content-length': body.length } },
      (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`${url.pathname}: ${response.statusCode}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** Takes every toxic away; one after the other, inside Toxiproxy. */
export async function reset(apiUrl: string): Promise<void> {
  const { status } = await fetch(new URL('/reset', apiUrl), { method: 'POST' });
  if (status !== 204) throw new Error(`/reset answered ${status}`);
}
