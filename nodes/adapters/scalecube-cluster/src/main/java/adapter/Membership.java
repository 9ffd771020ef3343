package adapter;

import io.scalecube.cluster.Member;
import io.scalecube.cluster.membership.MembershipEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node believes of its peers, as the library's events tell it. They do not tell of suspicion. A node that was restarted is another
 * member at the same address: what is said of the former one counts no more.
 */
final class Membership {
  private final Lines lines;
  private final Map<Integer, String> status = new HashMap<>();
  private final Map<Integer, String> memberIds = new HashMap<>();

  Membership(Lines lines) {
    this.lines = lines;
  }

  synchronized void apply(MembershipEvent event) {
    Member member = event.member();
    int node = Links.node(member.address());
    if (event.isAdded()) {
      memberIds.put(node, member.id());
      change(node, "alive");
    } else if (!member.id().equals(memberIds.get(node))) {
      return;
    } else if (event.isLeaving()) {
      change(node, "left");
    } else if (event.isRemoved() && !"left".equals(status.get(node))) {
      change(node, "failed");
    }
  }

  private void change(int node, String now) {
    String before = status.put(node, now);
    if (!now.equals(before)) {
      lines.say("member", "node", node, "change", name(before, now));
    }
  }

  private static String name(String before, String now) {
    if (!now.equals("alive")) {
      return now;
    }
    return "failed".equals(before) ? "recovered" : "joined";
  }

  synchronized List<Map<String, Object>> all() {
    List<Map<String, Object>> all = new ArrayList<>();
    status.forEach((node, now) -> all.add(Map.of("node", node, "status", now)));
    return all;
  }
}
