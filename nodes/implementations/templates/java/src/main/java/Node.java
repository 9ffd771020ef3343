import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/**
 * A node that floods: it sends every update that is new to it to all of its peers. Put your own implementation in its place.
 *
 * <p>It speaks contract 2 of gossip-bench: JSON lines on stdin and stdout; stderr is its log.
 */
public final class Node {
  private static final int LIMIT_MS = 5_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<JsonNode> ORDER =
      Comparator.<JsonNode>comparingLong(write -> write.path("time").asLong())
          .thenComparingInt(write -> write.path("origin").asInt());

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });
  private final int id;
  private final List<InetSocketAddress> peers;

  /** Every update that this node has, and per key the newest. */
  private final Set<String> held = new HashSet<>();

  private final Map<String, JsonNode> view = new TreeMap<>();
  private long messagesSent;
  private long bytesSent;
  private long copiesReceived;
  private long duplicates;

  public static void main(String[] args) throws IOException {
    Node node = null;
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String text = input.readLine(); text != null; text = input.readLine()) {
      JsonNode line = JSON.readTree(text);
      String type = line.path("type").asText();
      if (type.equals("init")) {
        node = start(line);
      } else if (node != null) {
        node.take(type, line);
      }
    }
    System.exit(0);
  }

  private Node(JsonNode init) {
    id = init.path("node").asInt();
    peers =
        StreamSupport.stream(init.path("peers").spliterator(), false)
            .map(peer -> address(peer.path("address").asText()))
            .toList();
  }

  private static Node start(JsonNode init) {
    try {
      Node node = new Node(init);
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      InetSocketAddress listen = address(init.path("listen").asText());
      try {
        server.bind(listen, 128);
      } catch (IOException e) {
        end(71, e.getMessage());
      }
      node.threads.execute(() -> node.accept(server));
      say("ready", "contract", 2, "implementation", "my-node", "version", "0.1", "clock", "monotonic",
          "capabilities", List.of("from", "hops", "views", "counters", "hold"));
      return node;
    } catch (IllegalArgumentException | IOException e) {
      end(2, "init: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("an address must be host:port, got " + text);
    }
    return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private static void end(int code, String why) {
    System.err.println(why);
    System.exit(code);
  }

  /** CLOCK_MONOTONIC in ms: that is what System.nanoTime reads on Linux. */
  private static double now() {
    return System.nanoTime() / 1e6;
  }

  /** Fields as name, value, name, value. */
  private static void say(String type, Object... fields) {
    ObjectNode line = JSON.createObjectNode().put("type", type).put("t", now());
    for (int i = 0; i < fields.length; i += 2) {
      line.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
    }
    System.out.println(line);
  }

  private void take(String type, JsonNode line) {
    switch (type) {
      case "write" -> write(line);
      case "view" -> answerView(line.path("ask").asInt());
      case "counters" -> answerCounters(line.path("ask").asInt());
      default -> {} // What is not known is passed over.
    }
  }

  private void write(JsonNode line) {
    String update = line.path("update").asText();
    if (!line.has("value")) {
      say("refused", "update", update, "reason", "this node has no deletions");
      return;
    }
    ObjectNode message = JSON.createObjectNode();
    message.put("update", update).put("key", line.path("key").asText()).put("value", line.path("value").asText());
    message.put("time", ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now())).put("origin", id).put("hops", 0);
    synchronized (this) {
      apply(message);
      say("written", "update", update);
    }
    spread(message);
  }

  private void accept(ServerSocket server) {
    while (true) {
      try {
        Socket connection = server.accept();
        threads.execute(() -> receive(connection));
      } catch (IOException e) {
        System.err.println(e.getMessage());
      }
    }
  }

  /** One message: an update, as JSON. */
  private void receive(Socket connection) {
    try (connection) {
      connection.setSoTimeout(LIMIT_MS);
      if (JSON.readTree(connection.getInputStream()) instanceof ObjectNode message && message.has("update")) {
        receive(message);
      }
    } catch (IOException e) {
      // No gossip.
    }
  }

  private void receive(ObjectNode message) {
    String update = message.path("update").asText();
    int hops = message.path("hops").asInt() + 1;
    synchronized (this) {
      copiesReceived += 1;
      if (held.contains(update)) {
        duplicates += 1;
        return;
      }
      apply(message.put("hops", hops));
      say("received", "update", update, "from", message.path("from").asInt(), "hops", hops);
    }
    spread(message);
  }

  /** Keeps the newest write of each key. */
  private void apply(ObjectNode message) {
    held.add(message.path("update").asText());
    view.merge(
        message.path("key").asText(),
        message.deepCopy(),
        (known, given) -> ORDER.compare(given, known) > 0 ? given : known);
  }

  private void spread(ObjectNode message) {
    byte[] bytes = message.deepCopy().put("from", id).toString().getBytes(StandardCharsets.UTF_8);
    for (InetSocketAddress peer : peers) {
      threads.execute(() -> send(bytes, peer));
    }
  }

  private void send(byte[] bytes, InetSocketAddress peer) {
    try (Socket connection = new Socket()) {
      connection.connect(peer, LIMIT_MS);
      connection.getOutputStream().write(bytes);
    } catch (IOException e) {
      return; // This copy is lost.
    }
    synchronized (this) {
      messagesSent += 1;
      bytesSent += bytes.length;
    }
  }

  private synchronized void answerView(int ask) {
    StringBuilder text = new StringBuilder();
    view.forEach((key, message) -> text.append(key).append('\0').append(message.path("update").asText()).append('\0'));
    say("view", "ask", ask, "entries", view.size(), "digest", digest(text.toString()));
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void answerCounters(int ask) {
    say("counters", "ask", ask, "counters",
        Map.of("messagesSent", messagesSent, "bytesSent", bytesSent,
            "copiesReceived", copiesReceived, "duplicates", duplicates));
  }
}
