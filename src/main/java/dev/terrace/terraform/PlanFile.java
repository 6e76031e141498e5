package dev.terrace.terraform;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plan of one run, in a file of its own. What is applied is what was planned: the file's digest
 * is compared right before the apply.
 */
final class PlanFile {
  private static final Pattern NAME = Pattern.compile("plan-(\\d+)-\\d+\\.tfplan");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path file;
  private String digest = "";

  PlanFile(Path folder) {
    this.file =
        folder.resolve(
            "plan-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + ".tfplan");
  }

  String name() {
    return file.getFileName().toString();
  }

  /** Deletes what a killed run left: such a file may hold secrets. */
  void discardLeftovers() {
    if (!Files.isDirectory(file.getParent())) {
      return;
    }
    try (DirectoryStream<Path> plans = Files.newDirectoryStream(file.getParent(), "*.tfplan")) {
      for (Path each : plans) {
        Matcher matcher = NAME.matcher(each.getFileName().toString());
        if (matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes what was planned, and lets only its owner read it. */
  void seal() {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      digest = digest();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Before an apply.
   *
   * @throws UserError when the file is not the one that was planned
   */
  void check() {
    try {
      if (!digest.isEmpty() && Files.exists(file) && digest().equals(digest)) {
        return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    throw UserError.refused(
        file
            + " is not the plan that was shown; nothing was changed."
            + "\n  Run the command again for a new plan.");
  }

  void discard() {
    digest = "";
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String digest() throws IOException {
    try {
      byte[] bytes = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
