package dev.terrace.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** Whether the folder was prepared with this fingerprint. */
  boolean isDone(String fingerprint) {
    Path stamp = stamp();
    try {
      return Files.exists(stamp) && Files.readString(stamp).equals(fingerprint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void note(String fingerprint) {
    try {
      Files.writeString(stamp(), fingerprint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path stamp() {
    return folder.resolve(".terraform").resolve("terrace-init");
  }

  void reconnect() {
    try {
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
