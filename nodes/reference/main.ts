import { CodedError } from '../coded-error.js';
import { createRoutes } from './control/routes.js';
import { ControlServer } from './control/server.js';
import { exitCodes } from './exit-codes.js';
import { GossipHost } from './gossip-host.js';
import { Lease } from './lease.js';
import { createLog, errorFields, type Log } from './log.js';
import { parseEnvironment } from './parse-environment.js';
import { CpuProfiler } from './profiler.js';
import { onStdinEnd } from './stdin-end.js';
import { parseAddress } from './transport/address.js';

/** What is made of the environment; where that cannot be, it is the harness's fault and the end. */
function configured<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    process.stderr.write(`${error.message}\n${error.remedy ?? ''}\n`);
    process.exit(exitCodes.badEnvironment);
  }
}

/** Ends the process once, with one line that says why. */
function createExit(log: Log) {
  let leaving = false;
  return {
    now(code: number, why: string): void {
      log(code === exitCodes.ok ? 'info' : 'error', why, { exitCode: code });
      process.exit(code);
    },
    async gracefully(host: GossipHost, why: string): Promise<void> {
      if (leaving) return;
      leaving = true;
      log('info', `leaving: ${why}`);
      await host.leave();
      this.now(exitCodes.ok, 'left');
    },
  };
}

async function main(): Promise<void> {
  const environment = configured(() => parseEnvironment(process.env));
  const { nodeId, incarnation, leaseMs, token } = environment;
  const log = createLog({ node: nodeId, incarnation });
  const exit = createExit(log);
  process.on('uncaughtException', (error) => {
    log('fatal', 'uncaught exception', errorFields(error));
    process.exit(exitCodes.internal);
  });

  const host = configured(() => new GossipHost(environment));
  const lease = new Lease(leaseMs, () =>
    exit.now(exitCodes.abandoned, `no authenticated request for ${leaseMs} ms: the lease is over`),
  );
  const leave = (why: string) => void exit.gracefully(host, why);
  const server = new ControlServer({
    routes: createRoutes({
      host,
      leaseMs,
      profiler: environment.allowProfile ? new CpuProfiler() : undefined,
      leave: () => leave('asked over the control API'),
    }),
    token,
    authenticated: () => lease.renew(),
    log,
  });
  process.on('SIGTERM', () => leave('SIGTERM'));
  process.on('SIGINT', () => leave('SIGINT'));
  if (process.env.GOSSIP_EXIT_ON_STDIN_EOF === '1') {
    onStdinEnd(() => exit.now(exitCodes.abandoned, 'stdin has ended: the harness is gone'));
  }
  try {
    await host.listen();
    await server.listen(parseAddress(environment.controlListen));
  } catch (error) {
    exit.now(exitCodes.cannotListen, error instanceof Error ? error.message : String(error));
  }
  if (!environment.hold) host.start();
  log('info', 'up', { gossip: environment.gossipListen, control: environment.controlListen });
}

await main();
