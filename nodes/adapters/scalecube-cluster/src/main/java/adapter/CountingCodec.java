package adapter;

import io.scalecube.cluster.transport.api.Message;
import io.scalecube.cluster.transport.api.MessageCodec;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The library's own codec, and a count of what crosses the links. */
final class CountingCodec implements MessageCodec {
  /** Bytes of the length before each message. */
  private static final int FRAMING = 4;

  private final AtomicLong messagesSent = new AtomicLong();
  private final AtomicLong messagesReceived = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong framesDropped = new AtomicLong();

  @Override
  public Message deserialize(InputStream from) throws Exception {
    bytesReceived.addAndGet(from.available() + FRAMING);
    try {
      Message message = INSTANCE.deserialize(from);
      messagesReceived.incrementAndGet();
      return message;
    } catch (Exception e) {
      framesDropped.incrementAndGet();
      throw e;
    }
  }

  @Override
  public void serialize(Message message, OutputStream to) throws Exception {
    INSTANCE.serialize(message, new Counted(to));
    messagesSent.incrementAndGet();
    bytesSent.addAndGet(FRAMING);
  }

  Map<String, Long> counters() {
    return Map.of(
        "messagesSent", messagesSent.get(),
        "messagesReceived", messagesReceived.get(),
        "bytesSent", bytesSent.get(),
        "bytesReceived", bytesReceived.get(),
        "framesDropped", framesDropped.get());
  }

  private final class Counted extends FilterOutputStream {
    Counted(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytesSent.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      bytesSent.addAndGet(length);
    }
  }
}
