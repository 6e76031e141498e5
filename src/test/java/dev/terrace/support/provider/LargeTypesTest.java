package dev.terrace.support.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeTypesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "main.tf | resource \"aws_wafv2_web_acl\" \"site\" {",
        "terraform.tfstate | {\"type\": \"aws_wafv2_rule_group\"}",
        "main.tf | module \"firewall\" {",
        "cdk.tf.json | {\"module\": {\"firewall\": {}}}",
      })
  void a_folder_that_names_one_or_calls_a_module_needs_them(String name, String text)
      throws IOException {
    Files.writeString(folder.resolve("provider.tf"), "provider \"aws\" {}\n");
    Files.writeString(folder.resolve(name), text);

    assertThat(LargeTypes.neededIn(folder)).isTrue();
  }

  @Test
  void any_other_folder_does_not() throws IOException {
    Files.writeString(folder.resolve("main.tf"), "resource \"aws_sqs_queue\" \"a\" {}\n");
    Files.createDirectory(folder.resolve(".terraform"));

    assertThat(LargeTypes.neededIn(folder)).isFalse();
  }

  @Test
  void what_remains_are_the_other_types() {
    assertThat(LargeTypes.without(Set.of("aws_wafv2_web_acl", "aws_sqs_queue")))
        .containsExactly("aws_sqs_queue");
  }
}
