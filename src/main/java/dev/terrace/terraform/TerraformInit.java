package dev.terrace.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prepares one folder: its providers and its backend. */
final class TerraformInit {
  private static final Object INIT = new Object();

  private final Path folder;
  private final TerraformCommands commands;
  private final boolean verifiesOnce;

  TerraformInit(TerraformCommands commands, boolean verifiesOnce) {
    this.folder = commands.folder();
    this.commands = commands;
    this.verifiesOnce = verifiesOnce;
  }

  /**
   * Whether the folder was prepared with this fingerprint, and has the providers that it had then,
   * in the versions of its lock file. What says where its state is must be whole: Terraform takes
   * another content for a damaged state.
   */
  boolean isDone(String fingerprint) {
    Path stamp = stamp();
    try {
      return Files.exists(stamp)
          && FileTrees.readLeniently(stamp).equals(key(fingerprint))
          && isJson(backendRecord());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a file as well: backends of type local have none. */
  private static boolean isJson(Path file) {
    try {
      return !Files.exists(file) || Json.read(file).isObject();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof JsonProcessingException) {
        return false;
      }
      throw e;
    }
  }

  private Path backendRecord() {
    return folder.resolve(".terraform").resolve("terraform.tfstate");
  }

  void note(String fingerprint) {
    try {
      Files.writeString(stamp(), key(fingerprint));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String key(String fingerprint) throws IOException {
    return fingerprint + "\n" + LockFile.versions(folder) + "\n" + packages();
  }

  /**
   * Where the packages of the providers lie: {@code HOSTNAME/NAMESPACE/TYPE/VERSION/PLATFORM}, each
   * of them a link into a cache or a folder,
   * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache.
   */
  private String packages() throws IOException {
    Path providers = folder.resolve(".terraform").resolve("providers");
    if (!Files.isDirectory(providers)) {
      return "";
    }
    StringBuilder packages = new StringBuilder();
    try (Stream<Path> found = Files.walk(providers, 5)) {
      for (Path each : found.filter(path -> isPackage(providers, path)).sorted().toList()) {
        packages
            .append(providers.relativize(each))
            .append(' ')
            .append(Files.exists(each) ? each.toRealPath() : "missing")
            .append('\n');
      }
    }
    return packages.toString();
  }

  private static boolean isPackage(Path providers, Path path) {
    return providers.relativize(path).getNameCount() == 5;
  }

  private Path stamp() {
    return folder.resolve(".terraform").resolve("terrace-init");
  }

  void reconnect() {
    try {
      Files.deleteIfExists(stamp()); // this init may fail
      Files.deleteIfExists(backendRecord());
      LockFile.deleteDamaged(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(List.of());
  }

  void run(List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("init", "-json", "-input=false"));
    arguments.addAll(options);
    synchronized (INIT) { // Terraform's cache of providers takes one writer.
      commands.follow(arguments, message -> {});
    }
    forgetChecksums();
  }

  void migrate() {
    synchronized (INIT) { // Terraform does not take -json here.
      commands.capture(
          List.of("init", "-input=false", "-migrate-state", "-force-copy", "-no-color"));
    }
    forgetChecksums();
  }

  private void forgetChecksums() {
    if (verifiesOnce) {
      LockFile.forgetChecksums(folder);
    }
  }

  void lockProviders(List<String> platforms, Optional<ProviderMirror> mirror) {
    List<String> arguments = new ArrayList<>(List.of("providers", "lock", "-no-color"));
    mirror.ifPresent(found -> arguments.add("-fs-mirror=" + found.folder()));
    platforms.forEach(platform -> arguments.add("-platform=" + platform));
    commands.capture(arguments);
  }
}
