package dev.terrace.local;

import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.local.LocalAws.Running;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Estates of the simulated AWS on disk, with their states and working folders. A folder gets its
 * final name when it is complete, so a killed command leaves no half snapshot.
 */
public final class LocalSnapshots {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final String ESTATE = "estate";
  private static final String FOLDERS = "local";

  private final Path home;
  private final Path state;
  private final Map<String, String> shell;
  private final LocalAws aws;
  private final LocalServerClient client = new LocalServerClient();
  private final Path folder;

  /**
   * @param home the project's folder
   * @param state the folder of everything that is not to be committed, {@code .terrace}
   */
  public LocalSnapshots(Path home, Path state, Map<String, String> shell) {
    this.home = home;
    this.state = state;
    this.shell = shell;
    this.aws = new LocalAws(home, state, shell);
    this.folder = state.resolve("snapshots");
  }

  /**
   * A snapshot that can be restored.
   *
   * @param bytes of the estate, without states and working folders
   */
  public record Snapshot(String name, Instant taken, long bytes) {}

  /** All snapshots by name. */
  public List<Snapshot> list() {
    List<Snapshot> found = new ArrayList<>();
    if (Files.exists(folder)) {
      try (Stream<Path> folders = Files.list(folder)) {
        for (Path each : folders.sorted().toList()) {
          Path estate = each.resolve(ESTATE);
          String name = each.getFileName().toString();
          if (NAME.matcher(name).matches() && Files.exists(estate)) {
            Instant taken = Files.getLastModifiedTime(estate).toInstant();
            found.add(new Snapshot(name, taken, Files.size(estate)));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + folder, e);
      }
    }
    return found;
  }

  /**
   * Writes what runs to disk. It goes on running.
   *
   * @throws LocalAwsException when it does not run, the name is taken or Terraform is at work
   */
  public void take(String name) {
    Path target = path(name);
    aws.locked(
        () -> {
          Running running =
              aws.running()
                  .orElseThrow(
                      () ->
                          new LocalAwsException(
                              "the simulated AWS is not up, so there is nothing to keep; start it"
                                  + " with: ./terrace local up"));
          if (Files.exists(target)) {
            throw new LocalAwsException(
                ("there is a snapshot '%s' already; choose another name, or delete it with:"
                        + " ./terrace local snapshot %s --delete")
                    .formatted(name, name));
          }
          LocalFork.refuseTerraformIn(aws.folder());
          write(running, target);
          return target;
        });
  }

  private void write(Running running, Path target) {
    Path part = folder.resolve(".part");
    FileTrees.delete(part);
    try {
      Files.createDirectories(folder);
      // The estate and the states hold secrets.
      Files.createDirectory(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      String key = Json.read(aws.folder().resolve("ready.json")).path("key").asText();
      client.save(running.endpoint(), key, part.resolve(ESTATE).toAbsolutePath());
      LocalFork.copy(aws.folder(), part.resolve(FOLDERS));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  /**
   * Starts a simulated AWS with a snapshot's estate, states and working folders. What runs is
   * stopped and discarded once the new one answers.
   *
   * @throws LocalAwsException when the snapshot cannot be loaded; what runs is unchanged
   */
  public Running restore(String name, Consumer<String> progress) {
    Path snapshot = existing(name);
    return aws.locked(
        () -> {
          LocalFork.refuseTerraformIn(aws.folder());
          String python = new Python(shell, home, state.resolve("venv")).orInstalled(progress);
          aws.replacement().discardRests();
          progress.accept("starting the simulated AWS with the snapshot '" + name + "'");
          try {
            Running started = start(python, snapshot);
            aws.replacement().run();
            return started;
          } catch (LocalAwsException e) {
            throw new LocalAwsException(
                "the snapshot '" + name + "' is not restored: " + e.getMessage());
          } catch (IOException e) {
            throw new UncheckedIOException("cannot restore " + snapshot, e);
          }
        });
  }

  private Running start(String python, Path snapshot) throws IOException {
    Path next = aws.replacement().next();
    LocalFork.copy(snapshot.resolve(FOLDERS), next);
    return new LocalServerFile(next)
        .write(
            new LocalServerStart(home, next, shell, client)
                .run(python, "--estate", snapshot.resolve(ESTATE).toAbsolutePath().toString()));
  }

  /** Deletes a snapshot for good. */
  public void delete(String name) {
    Path snapshot = existing(name);
    aws.locked(
        () -> {
          FileTrees.delete(snapshot);
          return snapshot;
        });
  }

  private Path existing(String name) {
    Path snapshot = path(name);
    if (!Files.exists(snapshot)) {
      List<String> names = list().stream().map(Snapshot::name).toList();
      throw UserError.usage(
          "there is no snapshot '%s'; there %s"
              .formatted(
                  name, names.isEmpty() ? "are none yet" : "are: " + String.join(", ", names)));
    }
    return snapshot;
  }

  private Path path(String name) {
    if (!NAME.matcher(name).matches()) {
      throw UserError.usage(
          "a snapshot's name has 1 to 63 lowercase letters, digits and hyphens and begins with a"
              + " letter or digit, got '"
              + name
              + "'");
    }
    return folder.resolve(name);
  }
}
