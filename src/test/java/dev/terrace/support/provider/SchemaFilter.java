package dev.terrace.support.provider;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Takes the schemas of other types out of what a provider tells: {@code GetProviderSchema.Response}
 * of https://github.com/hashicorp/terraform/blob/v1.11.4/docs/plugin-protocol/tfplugin5.8.proto.
 */
final class SchemaFilter {
  /** {@code resource_schemas}, {@code data_source_schemas}, {@code ephemeral_resource_schemas}. */
  private static final Set<Integer> BY_TYPE = Set.of(2, 3, 8);

  private static final int KEY = 1;

  private SchemaFilter() {}

  static byte[] filter(byte[] response, Set<String> types) {
    try {
      UnknownFieldSet.Builder kept = UnknownFieldSet.newBuilder();
      for (var field : UnknownFieldSet.parseFrom(response).asMap().entrySet()) {
        kept.addField(
            field.getKey(),
            BY_TYPE.contains(field.getKey()) ? of(field.getValue(), types) : field.getValue());
      }
      return kept.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UnknownFieldSet.Field of(UnknownFieldSet.Field all, Set<String> types)
      throws InvalidProtocolBufferException {
    UnknownFieldSet.Field.Builder kept = UnknownFieldSet.Field.newBuilder();
    for (ByteString entry : all.getLengthDelimitedList()) {
      ByteString key =
          UnknownFieldSet.parseFrom(entry).getField(KEY).getLengthDelimitedList().get(0);
      if (types.contains(key.toStringUtf8())) {
        kept.addLengthDelimited(entry);
      }
    }
    return kept.build();
  }
}
