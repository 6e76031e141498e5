package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.config.SystemConfig;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rules that the stacks of every valid environment keep, whatever its file says. */
public final class StackRules {
  /**
   * A token that was compared, cut or computed with. CDKTF encodes numbers as about -1.888e+289.
   */
  private static final Pattern DAMAGED_TOKEN =
      Pattern.compile("TfToken\\[|#\\{Token|-?\\d\\.\\d{3,}[eE]\\+?\\d{3}");

  private StackRules() {}

  /** Fails with the stack and the rule that it breaks. */
  public static void assertKept(Synthesized synthesized) {
    Environment<?> environment = synthesized.environment();
    SystemDefinition<?> system = Systems.named(environment.id().system());
    for (Stack stack : synthesized.stacks()) {
      String layer = stack.layer();
      assertProvider(stack, environment.config());
      assertBackend(stack, environment.id().stack(layer), environment.config().stateBackend());
      assertThat(DAMAGED_TOKEN.matcher(stack.text()).results().map(found -> found.group()))
          .as("damaged tokens in " + stack.name())
          .isEmpty();
      assertReferencesResolve(stack);
      assertThat(SecurityRules.missingSides(stack))
          .as("security group rules that " + stack.name() + " has on one side only")
          .isEmpty();
    }
    system
        .bridge()
        .ifPresent(
            bridge ->
                assertPublished(
                    synthesized.stack(bridge.layer()),
                    bridge.contract(),
                    system.bridgePathUnchecked(environment).orElseThrow()));
  }

  private static void assertProvider(Stack stack, SystemConfig config) {
    JsonNode provider = stack.tree().at("/provider/aws/0");
    assertThat(provider.path("region").asText())
        .as("provider region of " + stack.name())
        .isEqualTo(config.region());
    config
        .tags()
        .forEach(
            (key, value) ->
                assertThat(provider.at("/default_tags/0/tags").path(key).asText())
                    .as("default tag " + key + " of " + stack.name())
                    .isEqualTo(value));
  }

  private static void assertBackend(Stack stack, StackId id, Backend backend) {
    JsonNode terraform = stack.tree().path("terraform");
    if (backend instanceof Backend.S3 s3) {
      JsonNode block = terraform.at("/backend/s3");
      assertThat(block.path("bucket").asText() + "/" + block.path("key").asText())
          .as("state of " + stack.name())
          .isEqualTo(s3.bucket() + "/" + s3.key(id));
      assertThat(block.path("encrypt").asBoolean()).as("state is encrypted").isTrue();
    } else if (backend instanceof Backend.Cloud cloud) {
      assertThat(terraform.at("/cloud/workspaces/name").asText())
          .as("workspace of " + stack.name())
          .isEqualTo(cloud.workspace(id));
    } else {
      assertThat(terraform.at("/backend/local/path").asText())
          .as("state of " + stack.name())
          .isEqualTo("../" + id.stackName() + ".tfstate");
    }
  }

  /** Names and types; where a value comes from may depend on the environment. */
  private static void assertPublished(Stack platform, BridgeContract contract, String path) {
    List<String> published = new ArrayList<>();
    for (Stack.Resource each : platform.ofType("aws_ssm_parameter")) {
      if (each.path().startsWith("bridge/")) {
        published.add(each.text("name") + " " + each.text("type"));
      }
    }
    List<String> declared = new ArrayList<>(List.of(path + "/bridge-version String"));
    contract
        .parameters()
        .forEach(each -> declared.add(path + "/" + each.name() + " " + each.type().ssmType()));
    assertThat(published)
        .as("parameters that " + platform.name() + " publishes")
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  /** Reads every attribute: {@link Stack#readable} fails at a reference to nothing. */
  private static void assertReferencesResolve(Stack stack) {
    for (String line : stack.paths()) {
      stack.describe(line.substring(0, line.indexOf("  ")));
    }
  }
}
