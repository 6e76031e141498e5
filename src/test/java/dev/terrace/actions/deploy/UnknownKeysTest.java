package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.upstream.AwaitedOutput;
import dev.terrace.upstream.AwaitedOutput.Use;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnknownKeysTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "test");
  private static final StackId NETWORK = SHOP.stack("network");
  private static final Stack STACK =
      new Stack(
          SHOP.stack("data"),
          StackFile.of(
              Json.parse(
                  """
                  {"resource": {"aws_subnet": {"each": {
                    "//": {"metadata": {"path": "shop-test-data/subnets/each"}}}}}}""")),
          Path.of("."),
          "eu-central-1",
          new Backend.Local(),
          List.of(NETWORK));

  @Test
  void it_names_the_resource_that_is_counted_and_the_output_that_counts_it() {
    AwaitedOutput zones =
        new AwaitedOutput(NETWORK, "zones", true, List.of(new Use("aws_subnet.each", "for_each")));
    AwaitedOutput vpc =
        new AwaitedOutput(NETWORK, "vpc", true, List.of(new Use("aws_subnet.each", "vpc_id")));

    NotPlanned described =
        UnknownKeys.describe(STACK, List.of(vpc, zones), "Invalid for_each argument");

    assertThat(described.reason()).isEqualTo(NotPlanned.Reason.NEEDS_APPLIED_VALUES);
    assertThat(described.awaited()).containsExactly(zones);
    assertThat(described.message())
        .isEqualTo(
            """
            shop/test/data: Terraform cannot plan it before these values are known (Invalid for_each argument):
              output zones of shop/test/network (subnets/each (aws_subnet.each): for_each)""");
  }

  @Test
  void it_names_every_unknown_value_where_none_counts_directly() {
    AwaitedOutput vpc =
        new AwaitedOutput(NETWORK, "vpc", true, List.of(new Use("provider.aws", "region")));

    NotPlanned described =
        UnknownKeys.describe(STACK, List.of(vpc), "Invalid provider configuration");

    assertThat(described.awaited()).containsExactly(vpc);
    assertThat(described.message())
        .endsWith("output vpc of shop/test/network (provider.aws: region)");
  }
}
