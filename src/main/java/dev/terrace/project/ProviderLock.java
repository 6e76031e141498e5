package dev.terrace.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.ProviderMirror;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The project's dependency lock file, which goes into the folder of each stack that Terraform Cloud
 * runs or that is ejected: the provider's version, and the checksums of its packages by platform.
 */
public final class ProviderLock {
  public static final String FILE = ".terraform.lock.hcl";

  /** Terraform Cloud's own machines, then people's. */
  static final List<String> PLATFORMS = List.of("linux_amd64", "darwin_arm64", "linux_arm64");

  private static final Pattern CHECKSUMS = Pattern.compile("(?s)\n  hashes = \\[.*?\n  \\]");

  private final Project project;

  private ProviderLock(Project project) {
    this.project = project;
  }

  public static ProviderLock of(Project project) {
    return new ProviderLock(project);
  }

  public Path file() {
    return project.home().resolve(FILE);
  }

  /** Empty where there is no file. */
  public Optional<String> text() {
    try {
      return Files.exists(file()) ? Optional.of(FileTrees.readLeniently(file())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(), e);
    }
  }

  /** The versions alone, which every platform can be given. */
  public Optional<String> versions() {
    return text().map(text -> CHECKSUMS.matcher(text).replaceAll(""));
  }

  /** Copies the file into the folder of each stack whose state is in Terraform Cloud. */
  public void copy(List<Stack> stacks, Consumer<String> warn) {
    List<Stack> cloud =
        stacks.stream().filter(stack -> stack.backend() instanceof Backend.Cloud).toList();
    if (cloud.isEmpty()) {
      return;
    }
    if (!Files.exists(file())) {
      warn.accept(
          "there is no "
              + FILE
              + " for the stacks of Terraform Cloud: make it with './terrace cloud lock' and commit"
              + " it");
      return;
    }
    try {
      for (Stack stack : cloud) {
        Files.copy(
            file(),
            stack.folder().resolve(FILE),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + file(), e);
    }
  }

  /** Takes the file out of a folder that holds nothing else of Terraform. */
  static void deleteIfAlone(Path stackFolder) throws IOException {
    if (!Files.exists(stackFolder.resolve(".terraform"))) {
      Files.deleteIfExists(stackFolder.resolve(FILE));
    }
  }

  /**
   * What a writing of the file has covered.
   *
   * @param from the source, for messages
   * @param missing platforms whose packages could not be had there
   */
  public record Written(String from, List<String> covered, List<String> missing) {}

  /**
   * Adds the checksums of the providers that the stacks need. Checksums that are in the file stay,
   * so that a mirror adds to what the registry gave.
   *
   * @param registry asks the registry, even where there is a mirror
   */
  public Written write(List<Stack> stacks, Path folder, boolean registry, Interrupts interrupts) {
    ObjectNode needed = Json.object();
    ObjectNode providers = needed.withObject("/terraform/required_providers");
    stacks.forEach(stack -> providers.setAll((ObjectNode) stack.file().requiredProviders()));
    Json.write(folder.resolve("providers.tf.json"), needed);
    Optional<ProviderMirror> mirror =
        registry ? Optional.empty() : ProviderMirror.find(project.shell());
    List<String> covered = new ArrayList<>(PLATFORMS);
    mirror.ifPresent(
        found ->
            providers.forEach(
                provider -> {
                  Set<String> held =
                      found.platforms("registry.terraform.io/" + provider.path("source").asText());
                  covered.retainAll(held);
                }));
    if (covered.isEmpty()) {
      throw UserError.failed(
          mirror.orElseThrow().folder()
              + " holds none of "
              + String.join(", ", PLATFORMS)
              + "; where the registry can be reached, use: ./terrace cloud lock --registry");
    }
    try {
      Path lock = folder.resolve(FILE);
      if (Files.exists(file())) {
        Files.copy(file(), lock);
      }
      new Terraform(folder, TerraformEnvironment.of(project.shell(), project.state()), interrupts)
          .lockProviders(covered, mirror);
      if (!Files.exists(file()) || Files.mismatch(lock, file()) >= 0) {
        Files.copy(lock, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(), e);
    }
    return new Written(
        mirror.map(found -> "the mirror " + found.folder()).orElse("the registry"),
        covered,
        Stream.of(PLATFORMS).flatMap(List::stream).filter(p -> !covered.contains(p)).toList());
  }
}
