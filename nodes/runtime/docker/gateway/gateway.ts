import { createWriteStream } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { z } from 'zod';
import { imagePaths } from '../../../image/build-context.js';
import { nodePath } from '../../../image/host-root.js';
import { type ContainerPlan, containerOptions } from '../containers/container-spec.js';
import { AttachReader } from '../engine/attach-reader.js';
import { gatewayLocalPorts, relayControlPort, toxiproxyPort } from '../network/address-plan.js';
import { TunnelListeners } from './tunnel/listener.js';
import { Tunnel } from './tunnel/tunnel.js';

export interface GatewayOptions {
  readonly container: Omit<ContainerPlan, 'command' | 'environment' | 'limits'>;
  readonly toxiproxy: boolean;
  /** The UDP relays beside it; absent where no node sends datagrams. */
  readonly relay?: { readonly seed: number; readonly token: string } | undefined;
  readonly logDirectory: string;
  readonly toxiproxyEnded: (reason: string) => void;
  readonly relayEnded: (reason: string) => void;
  /** The stream to the gateway broke: control traffic is over. */
  readonly closed: (reason: string) => void;
}

const noticeSchema = z.object({ kind: z.enum(['commandEnded', 'relayEnded']), reason: z.string() });
const toxiproxyCommand = [imagePaths.toxiproxy, '-host', '127.0.0.1', '-port', String(toxiproxyPort)];
const gatewayLimits = { memoryMiB: 1024, cpus: 0, pids: 512 };

/**
 * The run's gateway container, with Toxiproxy inside, as the harness sees it: addresses of the run's network become
 * addresses on this machine's loopback. It is reached through the engine alone, wherever the engine is.
 */
export class Gateway {
  readonly #stream: Duplex;
  readonly #listeners: TunnelListeners;

  private constructor(stream: Duplex, listeners: TunnelListeners) {
    this.#stream = stream;
    this.#listeners = listeners;
  }

  static async start(engine: Docker, options: GatewayOptions): Promise<Gateway> {
    const container = await engine.createContainer(gatewayContainer(options));
    const stream = (await container.attach({
      stream: true,
      stdin: true,
      stdout: true,
      stderr: true,
      hijack: true,
    })) as Duplex;
    const gateway = new Gateway(stream, new TunnelListeners(joinTunnel(stream, options)));
    await container.start();
    return gateway;
  }

  /** Where on this machine an address of the run's network is reached. */
  localAddress(target: string): Promise<string> {
    return this.#listeners.localAddress(target);
  }

  /** Ends the tunnel, and with it the gateway: its input ends. */
  async close(): Promise<void> {
    await this.#listeners.close();
    this.#stream.destroy();
  }
}

function gatewayContainer({ container, toxiproxy, relay }: GatewayOptions): Docker.ContainerCreateOptions {
  const created = containerOptions({
    ...container,
    command: [nodePath, imagePaths.gateway, ...(toxiproxy ? toxiproxyCommand : [])],
    // At its default level Toxiproxy logs every connection.
    environment: { LOG_LEVEL: 'error', ...(relay ? relayEnvironment(relay) : {}) },
    limits: gatewayLimits,
  });
  return {
    ...created,
    OpenStdin: true,
    // The engine closes the input when the harness's connection ends.
    StdinOnce: true,
    HostConfig: {
      ...created.HostConfig,
      Sysctls: { 'net.ipv4.ip_local_port_range': gatewayLocalPorts },
      // The output is the tunnel; what goes to standard error is written down here.
      LogConfig: { Type: 'none', Config: {} },
    },
  };
}

const relayEnvironment = ({ seed, token }: NonNullable<GatewayOptions['relay']>): Record<string, string> => ({
  GOSSIP_RELAY: imagePaths.relay,
  GOSSIP_RELAY_SEED: String(seed),
  GOSSIP_RELAY_LISTEN: `127.0.0.1:${relayControlPort}`,
  GOSSIP_RELAY_TOKEN: token,
});

function joinTunnel(stream: Duplex, options: GatewayOptions): Tunnel {
  if (stream instanceof Socket) stream.setNoDelay(true).setKeepAlive(true, 10_000);
  const tunnel = new Tunnel(stream, {
    onNotice: (json) => {
      const { kind, reason } = noticeSchema.parse(JSON.parse(json));
      if (kind === 'relayEnded') options.relayEnded(reason);
      else options.toxiproxyEnded(reason);
    },
  });
  const log = createWriteStream(
    join(options.logDirectory, options.toxiproxy ? 'toxiproxy.log' : 'gateway.log'),
  );
  const reader = new AttachReader({
    stdout: (piece) => tunnel.receive(piece),
    stderr: (piece) => log.write(piece),
  });
  stream.on('data', (chunk: Buffer) => reader.push(chunk));
  let reason = 'the engine closed the connection to the gateway';
  stream.on('error', (error) => {
    reason = `the connection to the gateway broke: ${error.message}`;
  });
  stream.on('end', () => stream.destroy());
  stream.on('close', () => {
    log.end();
    tunnel.close();
    options.closed(reason);
  });
  return tunnel;
}
