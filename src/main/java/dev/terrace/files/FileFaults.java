package dev.terrace.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why a file was not read or written, if that is what an error comes down to. */
public final class FileFaults {
  /** The words of the C library and of Node.js for ENOSPC, EDQUOT and EROFS. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("no space left on device", "the disk is full"),
          Map.entry("enospc", "the disk is full"),
          Map.entry("disk quota exceeded", "the disk quota is used up"),
          Map.entry("edquot", "the disk quota is used up"),
          Map.entry("read-only file system", "the file system is read-only"),
          Map.entry("erofs", "the file system is read-only"));

  private FileFaults() {}

  /** Why a file cannot be written: {@code the disk is full}, or what the system says. */
  public static String reason(IOException error) {
    return word(error)
        .orElse(
            error instanceof AccessDeniedException
                ? "permission is denied"
                : error instanceof FileAlreadyExistsException
                    ? "a file has its name"
                    : String.valueOf(error.getMessage()));
  }

  /**
   * {@code the disk is full}, with the file if it is known, or what could not be read or written
   * and why; empty for other errors.
   */
  public static Optional<String> describe(Throwable error) {
    int depth = 0;
    Optional<String> doing = Optional.empty();
    for (Throwable each = error; each != null && depth++ < 20; each = each.getCause()) {
      Optional<String> word = word(each);
      if (word.isPresent()) {
        Optional<String> file = file(each);
        return file.isPresent()
            ? word.map(why -> "cannot write " + file.get() + ": " + why)
            : Optional.of(doing.map(what -> what + ": ").orElse("") + word.get());
      }
      // Without a message of its own it repeats that of its cause.
      if (each instanceof UncheckedIOException outer
          && !String.valueOf(outer.getMessage()).equals(outer.getCause().toString())) {
        doing = Optional.of(outer.getMessage());
      }
    }
    return error instanceof UncheckedIOException unchecked
        ? Optional.of(describe(unchecked))
        : Optional.empty();
  }

  /** The file that the error or one of its causes names; not the part that is written first. */
  private static Optional<String> file(Throwable error) {
    int depth = 0;
    for (Throwable each = error; each != null && depth++ < 20; each = each.getCause()) {
      if (each instanceof FileSystemException file && file.getFile() != null) {
        return Optional.of(file.getFile().replaceFirst("/\\.([^/]+)\\.part$", "/$1"));
      }
    }
    return Optional.empty();
  }

  private static String describe(UncheckedIOException error) {
    IOException cause = error.getCause();
    String reason =
        cause instanceof JsonProcessingException json
            ? "it is damaged"
                + Optional.ofNullable(json.getLocation())
                    .map(at -> ": line " + at.getLineNr() + " is no JSON")
                    .orElse("")
            : cause instanceof NoSuchFileException file
                ? file.getFile() + " does not exist"
                : reason(cause);
    String message = String.valueOf(error.getMessage());
    return message.equals(cause.toString()) ? reason : message + ": " + reason;
  }

  private static Optional<String> word(Throwable error) {
    String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(word -> text.contains(word.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
