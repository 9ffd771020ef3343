/**
 * The gateway of a docker run: the one process of the run's network to which the harness talks. Its standard input
 * and output are the tunnel that carries all control traffic; its arguments are a command to run beside it, Toxiproxy. With
 * GOSSIP_RELAY, the path of their program, it runs the UDP relays, too.
 * It ends, and what it runs with it, when its input ends: the harness is gone then.
 */
import { spawn } from 'node:child_process';
import { connect, Socket } from 'node:net';
import { Tunnel } from './tunnel/tunnel.js';

// Sockets over the descriptors instead of process.stdin and stdout, whose writes to a pipe are synchronous.
const input = new Socket({ fd: 0, readable: true, writable: false });
const output = new Socket({ fd: 1, readable: false, writable: true });

const tunnel = new Tunnel(output, { dial });

/** An address whose container is gone does not refuse: it is silent, for as long as a neighbour entry is believed. */
const connectLimitMs = 2_500;

function dial(address: string): Socket {
  const colon = address.lastIndexOf(':');
  const port = Number(address.slice(colon + 1));
  const socket = connect({ host: address.slice(0, colon), port, allowHalfOpen: true, noDelay: true });
  const timer = setTimeout(() => socket.destroy(), connectLimitMs);
  for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(timer));
  return socket;
}

// Standard output is the tunnel, so what the command prints goes to standard error.
const standardError = 2;

function run(file: string, fileArguments: readonly string[]) {
  const started = spawn(file, fileArguments, { stdio: ['ignore', standardError, standardError] });
  started.on('error', (error) => tunnel.notify({ kind: 'commandEnded', reason: error.message }));
  started.on('exit', (code, signal) => {
    tunnel.notify({ kind: 'commandEnded', reason: signal ? `ended by ${signal}` : `exit code ${code}` });
  });
  return started;
}

/** The relays end when their input does, and so with this process. */
function runRelay(program: string) {
  const started = spawn(process.execPath, [program, process.env.GOSSIP_RELAY_SEED ?? '0'], {
    stdio: ['pipe', standardError, standardError],
  });
  started.on('error', (error) => tunnel.notify({ kind: 'relayEnded', reason: error.message }));
  started.on('exit', (code, signal) => {
    tunnel.notify({ kind: 'relayEnded', reason: signal ? `ended by ${signal}` : `exit code ${code}` });
  });
  return started;
}

const [command, ...commandArguments] = process.argv.slice(2);
const child = command === undefined ? undefined : run(command, commandArguments);
const relayProgram = process.env.GOSSIP_RELAY;
const relay = relayProgram === undefined ? undefined : runRelay(relayProgram);

function end(): void {
  child?.kill('SIGKILL');
  relay?.kill('SIGKILL');
  process.exit(0);
}

input.on('data', (chunk: Buffer) => tunnel.receive(chunk));
for (const event of ['end', 'close', 'error']) input.on(event, end);
output.on('error', end);
process.on('SIGTERM', end);
