package dev.terrace.terraform;

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
   * in the versions of its lock file.
   */
  boolean isDone(String fingerprint) {
    Path stamp = stamp();
    try {
      return Files.exists(stamp) && FileTrees.readLeniently(stamp).equals(key(fingerprint));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      Files.deleteIfExists(folder.resolve(".terraform").resolve("terraform.tfstate"));
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
