package adapter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Names of updates that came, the newest of them. The library delivers a gossip once per member; after a member was removed and has come
 * back, its old gossips may come again.
 */
final class Names {
  private static final int MOST = 1 << 18;

  private final Set<String> names =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST;
            }
          });

  /** Whether the name is new. */
  synchronized boolean add(String name) {
    return names.add(name);
  }
}
