import { createSocket, type Socket } from 'node:dgram';

/** What a burst needs, where the system grants it. */
const receiveBufferBytes = 1_048_576;

/** A UDP socket at an address. Addresses are numbers, so that nothing is looked up. Rejects with the system's error. */
export function boundSocket({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({
      type: 'udp4',
      recvBufferSize: receiveBufferBytes,
      lookup: (hostname, _options, callback) => callback(null, hostname, 4),
    });
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
