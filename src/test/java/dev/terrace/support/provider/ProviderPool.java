package dev.terrace.support.provider;

import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * Providers for one simulated AWS. A connection of Terraform has one for itself, since a provider
 * has one configuration at a time.
 */
final class ProviderPool {
  private static final Attributes.Key<Lease> LEASE = Attributes.Key.create("lease");

  private final Path program;
  private final Map<String, String> variables;
  private final Server server;

  /** For commands that have nothing to do with {@link LargeTypes}. */
  private final Server small;

  private final Deque<ProviderProcess> free = new ArrayDeque<>();
  private int connections;

  ProviderPool(Path program, Map<String, String> variables) throws IOException {
    this.program = program;
    this.variables = variables;
    this.server = serve(TestedTypes.names());
    this.small = serve(LargeTypes.without(TestedTypes.names()));
  }

  private Server serve(Set<String> types) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .directExecutor()
        .maxInboundMessageSize(Relay.LARGEST)
        .addTransportFilter(new Connections())
        .fallbackHandlerRegistry(new Relay(LEASE, types))
        .build()
        .start();
  }

  /**
   * The value of {@code TF_REATTACH_PROVIDERS}.
   *
   * @param large whether the command may need {@link LargeTypes}
   */
  String address(boolean large) {
    return address((large ? server : small).getPort());
  }

  static String address(int port) {
    return """
        {"registry.terraform.io/hashicorp/aws":{"Protocol":"grpc","ProtocolVersion":5,"Pid":%d,\
        "Test":true,"Addr":{"Network":"tcp","String":"127.0.0.1:%d"}}}"""
        .formatted(ProcessHandle.current().pid(), port);
  }

  /**
   * @return whether no Terraform was at work with it
   */
  synchronized boolean closeWhereIdle() {
    if (connections > 0) {
      return false;
    }
    server.shutdownNow();
    small.shutdownNow();
    free.forEach(ProviderProcess::close);
    free.clear();
    return true;
  }

  private synchronized ProviderProcess take() {
    ProviderProcess process = free.poll();
    try {
      return process == null ? new ProviderProcess(program, variables) : process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void giveBack(ProviderProcess process) {
    if (process.isAlive() && !server.isShutdown()) {
      free.push(process);
    } else {
      process.close();
    }
  }

  private final class Connections extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      synchronized (ProviderPool.this) {
        connections++;
      }
      return attributes.toBuilder().set(LEASE, new Lease()).build();
    }

    @Override
    public void transportTerminated(Attributes attributes) {
      if (attributes == null) {
        return; // It was never ready.
      }
      attributes.get(LEASE).end();
      synchronized (ProviderPool.this) {
        connections--;
      }
    }
  }

  /** The provider of a connection, from its first call on. */
  final class Lease {
    private ProviderProcess process;
    private int open;

    synchronized ProviderProcess begin() {
      open++;
      if (process == null) {
        process = take();
      }
      return process;
    }

    synchronized void done() {
      open--;
    }

    /** A provider that is still at work for a Terraform that is gone is of no use to others. */
    synchronized void end() {
      if (process != null && open > 0) {
        process.close();
      } else if (process != null) {
        giveBack(process);
      }
      process = null;
    }
  }
}
