package dev.terrace.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an apply that was killed had made, from what Terraform said while it worked.
 *
 * @param made ids by address; an id is empty where the making was begun and no word came of its end
 */
public record Journal(Map<String, String> made) {
  /** Lies in a working folder while an apply is at work, and after one that was killed. */
  private static final String OPEN = "applying";

  private static final String KEPT = "killed.jsonl";

  /**
   * What Terraform says when it, or its provider, could not learn how the creation of a resource
   * ended; Terraform's own texts, see its {@code internal/plugin/grpc_provider.go} and {@code
   * internal/backend/local/backend_local.go}.
   */
  private static final Pattern CUT_OFF =
      Pattern.compile(
          "Plugin did not respond|[Pp]lugin (?:process )?exited|Request cancelled"
              + "|failed to respond to the|nterrupts? received|operation canceled"
              + "|context canceled");

  /**
   * AWS's names of the errors that say that somebody else's resource has the name or the place,
   * such as {@code EntityAlreadyExists}, {@code InvalidGroup.Duplicate}, {@code PriorityInUse}.
   */
  private static final Pattern TAKEN =
      Pattern.compile("(?i)already ?(?:exists|associated)|Duplicate|\\w+InUse|Conflict");

  /**
   * Notes that an apply begins. What an earlier one said that was killed is kept until one has
   * succeeded.
   *
   * @return whether such a one is kept
   */
  static boolean open(Path folder) {
    Path log = folder.resolve("log").resolve("apply.jsonl");
    Path kept = folder.resolve("log").resolve(KEPT);
    try {
      boolean resumed = Files.exists(folder.resolve(OPEN));
      if (resumed && Files.exists(log)) {
        Files.writeString(
            kept,
            Files.readString(log, StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      Files.writeString(folder.resolve(OPEN), "");
      return resumed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the last apply said that it did not learn how the creation of a resource ended. */
  static boolean wasCutOff(Path folder) {
    Path log = folder.resolve("log").resolve("apply.jsonl");
    try {
      return Files.exists(log) && CUT_OFF.matcher(Files.readString(log)).find();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** Notes that nothing is left to look for: everything that was created is in the state. */
  public static void close(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(OPEN));
      Path kept = folder.resolve("log").resolve(KEPT);
      if (Files.exists(kept)) {
        Files.move(
            kept, kept.resolveSibling("recovered.jsonl"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty where the last apply in the folder was not killed. */
  public static Optional<Journal> ofKilledApply(Path folder) {
    if (!Files.exists(folder.resolve(OPEN))) {
      return Optional.empty();
    }
    Map<String, String> made = new LinkedHashMap<>();
    for (String name : new String[] {KEPT, "apply.jsonl"}) {
      Path log = folder.resolve("log").resolve(name);
      if (Files.exists(log)) {
        read(log, made);
      }
    }
    return Optional.of(new Journal(made));
  }

  private static void read(Path log, Map<String, String> made) {
    try {
      String text = Files.readString(log, StandardCharsets.UTF_8);
      boolean cutOff = CUT_OFF.matcher(text).find();
      Set<String> earlier = Set.copyOf(made.keySet());
      List<UiMessage> messages =
          text.lines().flatMap(line -> UiMessage.parse(line).stream()).toList();
      Set<String> taken = taken(messages);
      messages.forEach(
          message -> {
            if (message instanceof UiMessage.Started begun && begun.action().equals("create")) {
              made.putIfAbsent(begun.address(), "");
            } else if (message instanceof UiMessage.Failed broken) {
              boolean failed = !cutOff || taken.contains(broken.address());
              if (failed && !earlier.contains(broken.address())) {
                made.remove(broken.address(), "");
              }
            } else if (message instanceof UiMessage.Finished done) {
              if (done.action().equals("create")) {
                made.put(done.address(), done.id());
              } else if (done.action().equals("delete")) {
                made.remove(done.address());
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** Addresses of resources whose name or place somebody else's resource has. */
  private static Set<String> taken(List<UiMessage> messages) {
    Set<String> taken = new HashSet<>();
    for (UiMessage message : messages) {
      if (message instanceof UiMessage.Diagnosed said
          && TAKEN.matcher(said.diagnostic().summary() + " " + said.diagnostic().detail()).find()) {
        taken.add(said.diagnostic().address());
      }
    }
    return taken;
  }
}
