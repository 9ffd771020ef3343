package adapter;

import java.util.Map;

/**
 * Members gossip addresses in reserved space, which lead nowhere: 240.a.b.c is the node of that number. They are mapped to the links of
 * this run before anybody dials.
 */
final class Links {
  static final int PORT = 7946;

  private final Map<Integer, String> links;

  Links(Map<Integer, String> links) {
    this.links = links;
  }

  static String host(int node) {
    return "240." + (node >> 16) + "." + (node >> 8 & 255) + "." + (node & 255);
  }

  static String address(int node) {
    return host(node) + ":" + PORT;
  }

  /** The node of an address; -1 where it is none of these. */
  static int node(String address) {
    String[] parts = address.split("[.:]");
    if (parts.length != 5 || !parts[0].equals("240")) {
      return -1;
    }
    return Integer.parseInt(parts[1]) << 16 | Integer.parseInt(parts[2]) << 8 | Integer.parseInt(parts[3]);
  }

  /** Throws where there is no link: nobody is dialled beside them. */
  String link(String address) {
    String link = links.get(node(address));
    if (link == null) {
      throw new IllegalArgumentException("there is no link to " + address);
    }
    return link;
  }
}
