package dev.terrace.constructs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.RoleRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduledFunctionTest {
  private static final String CODE = "def handler(event, context):\n    return 'größer'\n";

  @Test
  void the_archive_holds_the_one_file_as_it_is() throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive(CODE)))) {
      ZipEntry entry = zip.getNextEntry();
      assertThat(entry.getName()).isEqualTo("tidy.py");
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(CODE);
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void the_archive_is_the_same_in_every_time_zone() throws IOException {
    TimeZone here = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      byte[] there = archive(CODE);
      TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
      assertThat(archive(CODE)).isEqualTo(there);
    } finally {
      TimeZone.setDefault(here);
    }
  }

  @Test
  void other_code_lies_under_another_key_which_the_function_is_given()
      throws IOException, NoSuchAlgorithmException {
    JsonNode one = synthesize(CODE, 1);
    JsonNode other = synthesize(CODE + "\n", 1);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive(CODE));

    assertThat(only(one, "aws_s3_object").path("bucket").asText()).isEqualTo("bucket");
    assertThat(only(one, "aws_s3_object").path("key").asText())
        .isEqualTo("functions/tidy-up-" + HexFormat.of().formatHex(digest, 0, 8) + ".zip");
    assertThat(only(one, "aws_lambda_function").path("source_code_hash").asText())
        .isEqualTo(Base64.getEncoder().encodeToString(digest));
    assertThat(only(other, "aws_s3_object").path("key").asText())
        .isNotEqualTo(only(one, "aws_s3_object").path("key").asText());
    assertThat(only(other, "aws_lambda_function").path("source_code_hash").asText())
        .isNotEqualTo(only(one, "aws_lambda_function").path("source_code_hash").asText());
  }

  @Test
  void the_handler_is_the_one_of_the_file() throws IOException {
    JsonNode function = only(synthesize(CODE, 1), "aws_lambda_function");

    assertThat(function.path("handler").asText()).isEqualTo("tidy.handler");
    assertThat(function.path("role").asText()).isEqualTo("arn:role");
  }

  /** AWS documentation "Rate expressions": one day is singular, or EventBridge refuses it. */
  @ParameterizedTest
  @CsvSource({"1, rate(1 day)", "2, rate(2 days)", "30, rate(30 days)"})
  void one_day_is_singular(int days, String expression) throws IOException {
    assertThat(
            only(synthesize(CODE, days), "aws_cloudwatch_event_rule")
                .path("schedule_expression")
                .asText())
        .isEqualTo(expression);
  }

  private static byte[] archive(String code) throws IOException {
    return Base64.getDecoder()
        .decode(only(synthesize(code, 1), "aws_s3_object").path("content_base64").asText());
  }

  private static JsonNode synthesize(String code, int everyDays) throws IOException {
    TerraformStack stack = new TerraformStack(Testing.app(), "stack");
    new ScheduledFunction(
        stack,
        "function",
        new ScheduledFunction.Props(
            "tidy-up",
            "Tidies up",
            "tidy",
            code,
            new BucketRef("bucket", "arn:bucket"),
            new RoleRef("arn:role", "role"),
            Map.of("KEY", "value"),
            everyDays,
            30));
    return new ObjectMapper().readTree(Testing.synth(stack));
  }

  private static JsonNode only(JsonNode tree, String type) {
    JsonNode resources = tree.path("resource").path(type);
    assertThat(resources).as(type).hasSize(1);
    return resources.elements().next();
  }
}
