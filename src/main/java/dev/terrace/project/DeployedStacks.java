package dev.terrace.project;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.local.LocalAws;
import dev.terrace.state.StoredState;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which stacks have resources in the simulated AWS, found without Terraform. */
public final class DeployedStacks {
  private final LocalAws aws;
  private final LocalAws.Running running;
  private final List<String> described = new ArrayList<>();
  private final Set<String> withoutFile = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  private DeployedStacks(LocalAws aws, LocalAws.Running running) {
    this.aws = aws;
    this.running = running;
  }

  /**
   * Stacks by name.
   *
   * @param described by a file, in order
   * @param withoutFile whose environment has no file any more
   * @param problems states that cannot be read, each with the way out
   */
  public record Found(List<String> described, List<String> withoutFile, List<String> problems) {
    public static final Found NOTHING = new Found(List.of(), List.of(), List.of());
  }

  /**
   * @param warn takes what works but deserves a look
   */
  public static Found in(
      Project project, LocalAws aws, LocalAws.Running running, Consumer<String> warn) {
    Selection.warnOfIgnored(List.of(), project, warn);
    DeployedStacks found = new DeployedStacks(aws, running);
    String option = " --local" + project.options();
    for (Environment<?> environment : Selection.readable(project)) {
      for (String layer : Systems.named(environment.id().system()).layers()) {
        StackId stack = environment.id().stack(layer);
        Backend backend = environment.config().stateBackend();
        found.add(
            stack,
            backend instanceof Backend.S3 ? backend : new Backend.Local(),
            option,
            found.described);
      }
    }
    found.addWithoutFile(Selection.files(project), option);
    return new Found(
        List.copyOf(found.described), List.copyOf(found.withoutFile), List.copyOf(found.problems));
  }

  private void addWithoutFile(List<EnvironmentId> files, String option) {
    aws.objects(running)
        .forEach(
            (bucket, keys) ->
                keys.forEach(
                    key ->
                        OrphanStacks.ofKey(key, files)
                            .ifPresent(
                                stack ->
                                    add(
                                        stack,
                                        new Backend.S3(bucket, "", Backend.Lock.s3, null),
                                        option,
                                        withoutFile))));
    try (Stream<Path> states = Files.list(aws.folder())) {
      for (Path file :
          states.filter(each -> each.toString().endsWith(".tfstate")).sorted().toList()) {
        OrphanStacks.ofName(file.getFileName().toString().replace(".tfstate", ""))
            .filter(stack -> !files.contains(stack.environment()))
            .ifPresent(stack -> add(stack, new Backend.Local(), option, withoutFile));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + aws.folder(), e);
    }
  }

  private void add(StackId stack, Backend backend, String option, Collection<String> names) {
    String text = text(stack, backend);
    if (StoredState.isDamaged(text)) {
      problems.add(StateFaults.damaged(stack, backend, aws.folder(), option));
    } else if (StoredState.parse(text).filter(state -> !state.resources().isEmpty()).isPresent()) {
      names.add(stack.toString());
    }
  }

  /** Blank where there is no state. */
  private String text(StackId stack, Backend backend) {
    if (backend instanceof Backend.S3 s3) {
      return aws.object(running, s3.bucket(), s3.key(stack)).orElse("");
    }
    Path file = aws.folder().resolve(stack.stackName() + ".tfstate");
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
