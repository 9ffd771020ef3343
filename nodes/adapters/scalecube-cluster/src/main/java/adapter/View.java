package adapter;

import java.util.HashMap;
import java.util.Map;

/** The newest value of each key: that of the greatest version, and of the greater update where versions are equal. */
final class View {
  private final Map<String, Update> held = new HashMap<>();
  private long newest;

  /** A version beyond all that this node has seen: a hybrid clock, in µs. */
  synchronized long stamp() {
    newest = Math.max(newest + 1, System.currentTimeMillis() * 1_000);
    return newest;
  }

  synchronized void put(Update update) {
    newest = Math.max(newest, update.version());
    held.merge(update.key(), update, (a, b) -> a.isNewerThan(b) ? a : b);
  }

  synchronized long entries() {
    return held.values().stream().filter(update -> update.value() != null).count();
  }

  /** A sum of hashes over key and update, equal where views are. Deleted keys are not in it. */
  synchronized String digest() {
    long sum = 0;
    for (Update update : held.values()) {
      if (update.value() != null) {
        sum += hash(update.key() + "\0" + update.name());
      }
    }
    return String.format("%016x", sum);
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
