package adapter;

import io.scalecube.cluster.transport.api.Message;

/** A write, and how it travels: the message of a gossip. A null value deletes the key. */
record Update(String name, String key, byte[] value, long version) {
  static final String QUALIFIER = "update";

  boolean isNewerThan(Update other) {
    return version != other.version ? version > other.version : name.compareTo(other.name) > 0;
  }

  Message toMessage() {
    return Message.withQualifier(QUALIFIER)
        .header("name", name)
        .header("key", key)
        .header("version", Long.toString(version))
        .data(value)
        .build();
  }

  static Update from(Message message) {
    long version = Long.parseLong(message.header("version"));
    return new Update(message.header("name"), message.header("key"), message.data(), version);
  }
}
