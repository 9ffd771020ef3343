package adapter;

import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterMath;
import io.scalecube.cluster.transport.api.TransportConfig;
import io.scalecube.transport.netty.tcp.TcpTransportFactory;
import java.util.List;
import java.util.Map;

/** The manifest's parameters, by the library's own names. */
final class Settings {
  /** All nodes sync with the peers of the lowest numbers when they start, so that no part of the cluster stays apart. */
  private static final int SEEDS = 3;

  /** Far below what a frame may have: a gossip carries more than its value. */
  static final int MOST_VALUE_BYTES = 512 * 1024;

  private final Init init;
  private final TransportConfig transport;
  private final ClusterConfig cluster;

  Settings(Init init, CountingCodec codec) {
    this.init = init;
    Links links = new Links(init.links());
    this.transport =
        TransportConfig.defaultConfig()
            .port(init.port())
            .connectTimeout(init.parameter("connectTimeout"))
            .messageCodec(codec)
            .addressMapper(links::link)
            .transportFactory(new TcpTransportFactory());
    List<String> seeds = init.links().keySet().stream().limit(SEEDS).map(Links::address).toList();
    this.cluster =
        ClusterConfig.defaultConfig()
            .memberAlias("node-" + init.node())
            .externalHost(Links.host(init.node()))
            .externalPort(Links.PORT)
            .gossip(
                gossip ->
                    gossip
                        .gossipInterval(init.parameter("gossipInterval"))
                        .gossipFanout(init.parameter("gossipFanout"))
                        .gossipRepeatMult(init.parameter("gossipRepeatMult"))
                        .gossipSegmentationThreshold(init.parameter("gossipSegmentationThreshold")))
            .failureDetector(
                detector ->
                    detector
                        .pingInterval(init.parameter("pingInterval"))
                        .pingTimeout(init.parameter("pingTimeout"))
                        .pingReqMembers(init.parameter("pingReqMembers")))
            .membership(
                membership ->
                    membership
                        .seedMembers(seeds)
                        .suspicionMult(init.parameter("suspicionMult"))
                        .syncInterval(init.parameter("syncInterval"))
                        .syncTimeout(init.parameter("syncTimeout")));
  }

  TransportConfig transport() {
    return transport;
  }

  /** The cluster's configuration, on a transport that listens already. */
  ClusterConfig cluster(HeldTransport listening) {
    return cluster.transport(ignored -> transport.clone().transportFactory(config -> listening));
  }

  /** What the settings promise. A gossip is spread for some periods and then dropped: there is no repair to promise. */
  Map<String, Object> traits() {
    int pingInterval = init.parameter("pingInterval");
    int n = init.links().size() + 1;
    long suspicion = ClusterMath.suspicionTimeout(init.parameter("suspicionMult"), n, pingInterval);
    return Map.of(
        "periodMs", init.parameter("gossipInterval"),
        "detectorMemoryMs", pingInterval + suspicion,
        "maxValueBytes", MOST_VALUE_BYTES,
        "transport", "tcp-pooled");
  }
}
