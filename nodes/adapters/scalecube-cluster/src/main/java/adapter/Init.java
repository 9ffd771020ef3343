package adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.TreeMap;

/** The first line that a node hears: who it is, where it listens, and at which address it dials whom. */
record Init(int node, String host, int port, TreeMap<Integer, String> links, JsonNode parameters) {

  /** Throws IllegalArgumentException, with one sentence, where the line makes no sense. */
  static Init parse(String line) {
    JsonNode init;
    try {
      init = new ObjectMapper().readTree(line == null ? "" : line);
    } catch (Exception e) {
      throw new IllegalArgumentException("the first line is no JSON: " + e.getMessage().lines().findFirst().orElse(""));
    }
    require("init".equals(init.path("type").asText()), "the first line is no init");
    require(init.path("contract").asInt() == Lines.CONTRACT, "this node speaks contract " + Lines.CONTRACT);
    require(init.path("node").isInt() && init.path("peers").isArray(), "init names no node, or no peers");
    String listen = init.path("listen").asText();
    int colon = listen.lastIndexOf(':');
    require(colon > 0, "init names no address to listen at");
    TreeMap<Integer, String> links = new TreeMap<>();
    for (JsonNode peer : init.path("peers")) {
      require(peer.path("node").isInt() && peer.path("address").isTextual(), "a peer lacks node or address");
      links.put(peer.path("node").asInt(), peer.path("address").asText());
    }
    int port = Integer.parseInt(listen.substring(colon + 1));
    return new Init(init.path("node").asInt(), listen.substring(0, colon), port, links, init.path("parameters"));
  }

  /** A whole number, or a duration in ms. */
  int parameter(String name) {
    JsonNode value = parameters.path(name);
    require(value.isNumber(), "init lacks the parameter " + name + ", or it is no number");
    return value.asInt();
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
