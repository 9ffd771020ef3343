package adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.transport.api.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A node around scalecube-cluster, for gossip-bench. */
public final class Main {
  private static final int MAKES_NO_SENSE = 2;
  private static final int CANNOT_LISTEN = 71;
  private static final List<String> CAPABILITIES = List.of("views", "members", "counters", "deletes", "hold", "leave");

  private Main() {}

  public static void main(String[] args) throws Exception {
    PrintStream stdout = System.out;
    System.setOut(System.err); // what a library prints is no line of the contract
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Lines lines = new Lines(stdout);
    GossipNode node = start(in.readLine(), lines);
    serve(node, in);
    lines.flush();
    Runtime.getRuntime().halt(0);
  }

  private static GossipNode start(String line, Lines lines) {
    try {
      Init init = Init.parse(line);
      CountingCodec codec = new CountingCodec();
      Settings settings = new Settings(init, codec);
      HeldTransport transport = listen(settings);
      lines.say(
          "ready",
          "contract", Lines.CONTRACT,
          "implementation", "scalecube-cluster",
          "version", version(),
          "clock", "monotonic",
          "capabilities", CAPABILITIES,
          "traits", settings.traits());
      return new GossipNode(init, settings, transport, codec, lines);
    } catch (IllegalArgumentException e) {
      return exit(MAKES_NO_SENSE, e);
    }
  }

  private static HeldTransport listen(Settings settings) {
    try {
      Transport transport = settings.transport().transportFactory().createTransport(settings.transport());
      return HeldTransport.listen(transport);
    } catch (RuntimeException e) {
      return exit(CANNOT_LISTEN, e);
    }
  }

  /** Until stdin ends, or the node leaves. */
  private static void serve(GossipNode node, BufferedReader in) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        JsonNode order = json.readTree(line);
        if ("leave".equals(order.path("type").asText())) {
          node.leave();
          return;
        }
        node.obey(order);
      } catch (JsonProcessingException e) {
        System.err.println("a line from the harness is no JSON, and is passed over");
      }
    }
  }

  private static String version() {
    String path = Cluster.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return path.replaceAll(".*cluster-api-(.*)\\.jar", "$1");
  }

  private static <T> T exit(int code, Exception error) {
    System.err.println("this node cannot start: " + error.getMessage());
    Runtime.getRuntime().halt(code);
    throw new IllegalStateException(error);
  }
}
