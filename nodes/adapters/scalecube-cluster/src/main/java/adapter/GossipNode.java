package adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.cluster.transport.api.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Maps the contract to the library: a write is a gossip, and each gossip of another member is delivered once. */
final class GossipNode implements ClusterMessageHandler {
  private final Init init;
  private final Settings settings;
  private final HeldTransport transport;
  private final CountingCodec codec;
  private final Lines lines;
  private final View view = new View();
  private final Names names = new Names();
  private final Membership membership;
  private final Queue<Update> waiting = new ArrayDeque<>();
  private Cluster cluster;
  private boolean isStarted;

  GossipNode(Init init, Settings settings, HeldTransport transport, CountingCodec codec, Lines lines) {
    this.init = init;
    this.settings = settings;
    this.transport = transport;
    this.codec = codec;
    this.lines = lines;
    this.membership = new Membership(lines);
  }

  void obey(JsonNode order) throws IOException {
    int ask = order.path("ask").asInt();
    switch (order.path("type").asText()) {
      case "begin" -> begin();
      case "write" -> write(order);
      case "view" -> lines.say("view", "ask", ask, "entries", view.entries(), "digest", view.digest());
      case "members" -> lines.say("members", "ask", ask, "members", membership.all());
      case "counters" -> lines.say("counters", "ask", ask, "counters", codec.counters());
      case "clock" -> lines.say("clock", "ask", ask);
      default -> {}
    }
  }

  /** Starts the cluster: it syncs with its seeds, gossips, and pings. */
  private void begin() {
    new ClusterImpl(settings.cluster(transport))
        .handler(
            created -> {
              setCluster(created);
              return this;
            })
        .start()
        .subscribe(started -> setStarted(), error -> fail("the cluster does not start", error));
  }

  private synchronized void setCluster(Cluster created) {
    cluster = created;
  }

  private synchronized void setStarted() {
    isStarted = true;
    spreadWaiting();
  }

  private void write(JsonNode order) throws IOException {
    String name = order.path("update").asText();
    byte[] value = order.has("value") ? order.path("value").binaryValue() : null;
    if (value != null && value.length > Settings.MOST_VALUE_BYTES) {
      lines.say("refused", "update", name, "reason", "a value has " + Settings.MOST_VALUE_BYTES + " bytes at most");
      return;
    }
    Update update = new Update(name, order.path("key").asText(), value, view.stamp());
    names.add(name);
    view.put(update);
    lines.say("written", "update", name);
    spread(update);
  }

  /** A gossip of a node that knows nobody would be dropped after some periods: until then it waits. */
  private synchronized void spread(Update update) {
    waiting.add(update);
    spreadWaiting();
  }

  private void spreadWaiting() {
    if (!isStarted || !init.links().isEmpty() && cluster.otherMembers().isEmpty()) {
      return;
    }
    for (Update update = waiting.poll(); update != null; update = waiting.poll()) {
      String name = update.name();
      cluster.spreadGossip(update.toMessage()).subscribe(null, error -> fail("update " + name + " is lost", error));
    }
  }

  @Override
  public void onGossip(Message message) {
    if (!Update.QUALIFIER.equals(message.qualifier())) {
      return;
    }
    Update update = Update.from(message);
    if (names.add(update.name())) {
      view.put(update);
      lines.say("received", "update", update.name());
    }
  }

  @Override
  public void onMembershipEvent(MembershipEvent event) {
    membership.apply(event);
    synchronized (this) {
      spreadWaiting();
    }
  }

  /** Leaves within the time that the contract gives. */
  void leave() {
    if (cluster != null) {
      cluster.shutdown();
      try {
        cluster.onShutdown().block(Duration.ofMillis(2_600));
      } catch (IllegalStateException e) {
        System.err.println("it left without waiting until everybody knew");
      }
    }
  }

  private static void fail(String sentence, Throwable error) {
    System.err.println(sentence + ": " + error);
  }
}
