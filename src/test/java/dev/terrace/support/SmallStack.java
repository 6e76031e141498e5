package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A stack of a test, with a construct or two and no system around them. */
public final class SmallStack {
  private static final String ROOT = "stack";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final JsonNode tree;

  private SmallStack(JsonNode tree) {
    this.tree = tree;
  }

  /**
   * @param content adds the constructs
   */
  public static SmallStack of(Consumer<TerraformStack> content) {
    try {
      // Testing.synth leaves the paths of the constructs out.
      Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "small-stack");
      App app = new App(AppConfig.builder().outdir(folder.toString()).build());
      TerraformStack stack = new TerraformStack(app, ROOT);
      new AwsProvider(stack, "aws", AwsProviderConfig.builder().region("eu-west-1").build());
      content.accept(stack);
      app.synth();
      return new SmallStack(
          MAPPER.readTree(folder.resolve("stacks/" + ROOT + "/cdk.tf.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every resource by its path in the construct tree, as {@code type id/id}; sorted. */
  public List<String> resources() {
    List<String> paths = new ArrayList<>();
    tree.path("resource")
        .properties()
        .forEach(
            type -> type.getValue().forEach(each -> paths.add(type.getKey() + " " + pathOf(each))));
    paths.sort(null);
    return paths;
  }

  private static String pathOf(JsonNode resource) {
    return resource.at("/~1~1/metadata/path").asText().substring(ROOT.length() + 1);
  }

  /**
   * The one resource at a path.
   *
   * @param path such as {@code web/task/task-definition}
   */
  public JsonNode resource(String type, String path) {
    List<JsonNode> found = new ArrayList<>();
    tree.path("resource")
        .path(type)
        .forEach(
            each -> {
              if (pathOf(each).equals(path)) {
                found.add(each);
              }
            });
    assertThat(found).as(type + " " + path + " of " + resources()).hasSize(1);
    return found.get(0);
  }

  /** A text of JSON in an attribute, such as the containers of a task definition. */
  public static JsonNode json(JsonNode text) {
    try {
      return MAPPER.readTree(text.asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statements of a policy by their Sid. */
  public List<String> sids(String type, String path) {
    List<String> sids = new ArrayList<>();
    json(resource(type, path).path("policy"))
        .path("Statement")
        .forEach(statement -> sids.add(statement.path("Sid").asText()));
    return sids;
  }

  public JsonNode tree() {
    return tree;
  }
}
