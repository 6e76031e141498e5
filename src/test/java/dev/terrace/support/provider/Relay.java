package dev.terrace.support.provider;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands the calls of Terraform to a provider, byte for byte. The schemas alone are asked for once,
 * and told for some types.
 */
final class Relay extends HandlerRegistry {
  /** All schemas of the provider have 13 MiB. */
  static final int LARGEST = 256 << 20;

  private static final String PROVIDER = "tfplugin5.Provider/";
  private static final String SCHEMA = PROVIDER + "GetSchema";
  private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

  /** The answer about schemas, by the types that it tells of. */
  private static final Map<Set<String>, byte[]> SCHEMAS = new ConcurrentHashMap<>();

  private final Attributes.Key<ProviderPool.Lease> lease;
  private final Set<String> types;

  /**
   * @param types whose schemas it tells
   */
  Relay(Attributes.Key<ProviderPool.Lease> lease, Set<String> types) {
    this.lease = lease;
    this.types = types;
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
    return ServerMethodDefinition.create(
        MethodDescriptor.newBuilder(BYTES, BYTES)
            .setFullMethodName(name)
            .setType(MethodDescriptor.MethodType.UNKNOWN)
            .build(),
        this::handle);
  }

  private ServerCall.Listener<byte[]> handle(ServerCall<byte[], byte[]> call, Metadata headers) {
    String name = call.getMethodDescriptor().getFullMethodName();
    call.request(1);
    if (!name.startsWith(PROVIDER)) {
      return new ServerCall.Listener<>() {}; // Streams of the plugin library, silent until the end.
    }
    byte[] known = SCHEMAS.get(types);
    if (name.equals(SCHEMA) && known != null) {
      return new Answer(call, known);
    }
    ProviderPool.Lease leased = call.getAttributes().get(lease);
    ClientCall<byte[], byte[]> onward =
        leased.begin().channel().newCall(call.getMethodDescriptor(), CallOptions.DEFAULT);
    onward.start(new Back(call, leased), headers);
    onward.request(2);
    return new Onward(onward);
  }

  private byte[] told(String name, byte[] message) {
    return name.equals(SCHEMA)
        ? SCHEMAS.computeIfAbsent(types, told -> SchemaFilter.filter(message, told))
        : message;
  }

  private static final class Answer extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> call;
    private final byte[] message;

    Answer(ServerCall<byte[], byte[]> call, byte[] message) {
      this.call = call;
      this.message = message;
    }

    @Override
    public void onHalfClose() {
      call.sendHeaders(new Metadata());
      call.sendMessage(message);
      call.close(Status.OK, new Metadata());
    }
  }

  private static final class Onward extends ServerCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> onward;

    Onward(ClientCall<byte[], byte[]> onward) {
      this.onward = onward;
    }

    @Override
    public void onMessage(byte[] message) {
      onward.sendMessage(message);
    }

    @Override
    public void onHalfClose() {
      onward.halfClose();
    }

    @Override
    public void onCancel() {
      onward.cancel("Terraform has gone", null);
    }
  }

  private final class Back extends ClientCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> call;
    private final ProviderPool.Lease leased;

    Back(ServerCall<byte[], byte[]> call, ProviderPool.Lease leased) {
      this.call = call;
      this.leased = leased;
    }

    @Override
    public void onHeaders(Metadata headers) {
      call.sendHeaders(headers);
    }

    @Override
    public void onMessage(byte[] message) {
      call.sendMessage(told(call.getMethodDescriptor().getFullMethodName(), message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!call.isCancelled()) {
        leased.done();
        call.close(status, trailers);
      }
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
