package adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The node's stdout: one JSON object a line. Whoever says a line never waits for who reads it. */
final class Lines {
  static final int CONTRACT = 2;
  private static final int MOST_PENDING = 200_000;

  private final ObjectMapper json = new ObjectMapper();
  private final PrintStream to;
  private List<String> pending = new ArrayList<>();
  private boolean isWriting;

  Lines(PrintStream to) {
    this.to = to;
    Thread writer = new Thread(this::write, "stdout");
    writer.setDaemon(true);
    writer.start();
  }

  /** CLOCK_MONOTONIC in ms: that is what System.nanoTime reads on Linux. */
  static double now() {
    return System.nanoTime() / 1e6;
  }

  /** Says a line of this type, with fields as name, value, name, value. */
  void say(String type, Object... fields) {
    Map<String, Object> line = new HashMap<>();
    line.put("type", type);
    line.put("t", now());
    for (int i = 0; i < fields.length; i += 2) {
      line.put((String) fields[i], fields[i + 1]);
    }
    try {
      append(json.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void append(String line) {
    if (pending.size() < MOST_PENDING) {
      pending.add(line);
      notifyAll();
    }
  }

  private void write() {
    try {
      while (true) {
        to.print(take());
        to.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String take() throws InterruptedException {
    isWriting = false;
    notifyAll();
    while (pending.isEmpty()) {
      wait();
    }
    isWriting = true;
    String text = String.join("\n", pending) + "\n";
    pending = new ArrayList<>();
    return text;
  }

  /** Waits a second at most until all that was said is written. */
  synchronized void flush() throws InterruptedException {
    double end = now() + 1_000;
    while ((!pending.isEmpty() || isWriting) && now() < end) {
      wait(50);
    }
  }
}
