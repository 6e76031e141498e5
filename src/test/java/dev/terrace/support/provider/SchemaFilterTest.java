package dev.terrace.support.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaFilterTest {
  private static final int PROVIDER = 1;
  private static final int RESOURCES = 2;
  private static final int FUNCTIONS = 7;

  @Test
  void the_schemas_of_other_types_are_left_out_and_everything_else_stays() {
    assertThat(SchemaFilter.filter(response("aws_vpc", "aws_eip"), Set.of("aws_vpc")))
        .isEqualTo(response("aws_vpc"));
  }

  private static byte[] response(String... types) {
    UnknownFieldSet.Field.Builder resources = UnknownFieldSet.Field.newBuilder();
    for (String type : types) {
      resources.addLengthDelimited(entry(type));
    }
    return UnknownFieldSet.newBuilder()
        .addField(PROVIDER, one(ByteString.copyFromUtf8("")))
        .addField(RESOURCES, resources.build())
        .addField(FUNCTIONS, one(entry("aws_eip")))
        .build()
        .toByteArray();
  }

  private static ByteString entry(String key) {
    return UnknownFieldSet.newBuilder()
        .addField(1, one(ByteString.copyFromUtf8(key)))
        .addField(2, one(ByteString.EMPTY))
        .build()
        .toByteString();
  }

  private static UnknownFieldSet.Field one(ByteString value) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
  }
}
