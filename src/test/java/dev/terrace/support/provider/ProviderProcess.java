package dev.terrace.support.provider;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider that waits for Terraform on a socket, until this JVM ends. */
final class ProviderProcess implements AutoCloseable {
  /** Ends the provider when its input ends: also when the JVM was killed. */
  private static final String SCRIPT =
      """
      "$0" -debug </dev/null &
      provider=$!
      cat >/dev/null
      kill "$provider"
      wait "$provider"
      """;

  private static final Pattern SOCKET = Pattern.compile("\"String\":\"([^\"]+)\"");
  private static final EventLoopGroup LOOP =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("provider", true), EpollIoHandler.newFactory());

  private final Process process;
  private final ManagedChannel channel;

  /**
   * @param variables AWS's
   */
  ProviderProcess(Path program, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("bash", "-c", SCRIPT, program.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.putAll(variables);
    environment.put("GOGC", "100");
    environment.remove("GOMEMLIMIT");
    // A provider cannot be configured twice with it; the simulated AWS has no certificate.
    environment.remove("AWS_CA_BUNDLE");
    this.process = builder.start();
    this.channel =
        NettyChannelBuilder.forAddress(new DomainSocketAddress(socket(process)))
            .channelType(EpollDomainSocketChannel.class)
            .eventLoopGroup(LOOP)
            .withOption(ChannelOption.SO_KEEPALIVE, null) // There is none on a Unix socket.
            .directExecutor()
            .usePlaintext()
            .maxInboundMessageSize(Relay.LARGEST)
            .build();
  }

  private static String socket(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = SOCKET.matcher(line);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    throw new IOException("the provider ended before it told its socket");
  }

  ManagedChannel channel() {
    return channel;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
