package adapter;

import io.scalecube.cluster.transport.api.Message;
import io.scalecube.cluster.transport.api.Transport;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A transport that listens before the cluster starts. What peers say until then waits for the cluster: a sync that nobody answers would be
 * repeated only after syncInterval.
 */
final class HeldTransport implements Transport {
  private static final int MOST_HELD = 1_000;
  private static final Duration HELD_FOR = Duration.ofSeconds(10);

  private final Transport transport;
  private final Flux<Message> heard;

  private HeldTransport(Transport transport) {
    this.transport = transport;
    this.heard = transport.listen().replay(MOST_HELD, HELD_FOR).autoConnect(0);
  }

  /** Listens. Throws where it cannot. */
  static HeldTransport listen(Transport transport) {
    transport.start().block();
    return new HeldTransport(transport);
  }

  @Override
  public String address() {
    return transport.address();
  }

  @Override
  public Mono<Transport> start() {
    return Mono.just(this);
  }

  @Override
  public Mono<Void> stop() {
    return transport.stop();
  }

  @Override
  public boolean isStopped() {
    return transport.isStopped();
  }

  @Override
  public Mono<Void> send(String address, Message message) {
    return transport.send(address, message);
  }

  @Override
  public Mono<Message> requestResponse(String address, Message request) {
    return transport.requestResponse(address, request);
  }

  @Override
  public Flux<Message> listen() {
    return heard;
  }
}
