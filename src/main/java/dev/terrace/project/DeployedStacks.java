package dev.terrace.project;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.local.LocalAws;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which stacks have resources in the simulated AWS, found without Terraform. */
public final class DeployedStacks {
  private DeployedStacks() {}

  /**
   * @param warn takes what works but deserves a look
   */
  public static List<String> in(
      Project project, LocalAws aws, LocalAws.Running running, Consumer<String> warn) {
    Selection.warnOfIgnored(List.of(), project, warn);
    List<String> deployed = new ArrayList<>();
    for (Environment<?> environment : Selection.readable(project)) {
      for (String layer : Systems.named(environment.id().system()).layers()) {
        StackId stack = environment.id().stack(layer);
        boolean there =
            environment.config().stateBackend() instanceof Backend.S3 s3
                ? aws.holds(running, s3.bucket(), s3.key(stack))
                : hasLocalState(aws.folder().resolve(stack.stackName() + ".tfstate"));
        if (there) {
          deployed.add(stack.toString());
        }
      }
    }
    return deployed;
  }

  /** Those whose environment has no file any more, by name. */
  public static List<String> withoutFile(Project project, LocalAws aws, LocalAws.Running running) {
    List<EnvironmentId> files = Selection.files(project);
    Set<String> found = new TreeSet<>();
    aws.objects(running)
        .forEach(
            (bucket, keys) ->
                keys.forEach(
                    key ->
                        OrphanStacks.ofKey(key, files)
                            .filter(stack -> aws.holds(running, bucket, key))
                            .ifPresent(stack -> found.add(stack.toString()))));
    try (Stream<Path> states = Files.list(aws.folder())) {
      for (Path file : states.filter(f -> f.toString().endsWith(".tfstate")).toList()) {
        OrphanStacks.ofName(file.getFileName().toString().replace(".tfstate", ""))
            .filter(stack -> !files.contains(stack.environment()))
            .filter(stack -> hasLocalState(file))
            .ifPresent(stack -> found.add(stack.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + aws.folder(), e);
    }
    return List.copyOf(found);
  }

  private static boolean hasLocalState(Path file) {
    return Files.exists(file) && !State.of(Json.read(file)).resources().isEmpty();
  }
}
