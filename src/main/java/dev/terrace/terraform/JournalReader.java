package dev.terrace.terraform;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what one or more applies said, the earliest first, for a {@link Journal}. */
final class JournalReader {
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

  private final Map<String, String> made = new LinkedHashMap<>();
  private final Set<String> cutOff = new LinkedHashSet<>();

  /** Ids of what is being deleted, by address. */
  private final Map<String, String> deleted = new HashMap<>();

  static boolean isCutOff(String text) {
    return CUT_OFF.matcher(text).find();
  }

  Map<String, String> made() {
    return made;
  }

  Set<String> cutOff() {
    return cutOff;
  }

  /**
   * @param log of one apply
   */
  void read(String log) {
    boolean logCutOff = isCutOff(log);
    Set<String> earlier = Set.copyOf(made.keySet());
    List<UiMessage> messages = log.lines().flatMap(line -> UiMessage.parse(line).stream()).toList();
    Set<String> taken = diagnosed(messages, TAKEN);
    for (UiMessage message : messages) {
      if (message instanceof UiMessage.Started begun && begun.action().equals("create")) {
        made.put(begun.address(), ""); // what an earlier one had there is not there
      } else if (message instanceof UiMessage.Started begun && begun.action().equals("delete")) {
        deleted.put(begun.address(), begun.id());
      } else if (message instanceof UiMessage.Failed broken) {
        cutOff.remove(broken.address());
        boolean failed = !logCutOff || taken.contains(broken.address());
        if (failed && !earlier.contains(broken.address())) {
          made.remove(broken.address(), "");
        }
      } else if (message instanceof UiMessage.Finished done) {
        cutOff.remove(done.address());
        if (done.action().equals("create")) {
          made.put(done.address(), done.id());
        } else if (done.action().equals("delete")) {
          forget(done.address());
        }
      }
    }
    cutOff.addAll(diagnosed(messages, CUT_OFF));
    cutOff.retainAll(made.keySet());
  }

  /**
   * What was created to replace the deleted one, before that was deleted, has its address and
   * another id.
   */
  private void forget(String address) {
    String gone = deleted.getOrDefault(address, "");
    made.computeIfPresent(address, (at, id) -> gone.isEmpty() || gone.equals(id) ? null : id);
  }

  /** Addresses of resources of which an error matches. */
  private static Set<String> diagnosed(List<UiMessage> messages, Pattern errors) {
    Set<String> addresses = new LinkedHashSet<>();
    for (UiMessage message : messages) {
      if (message instanceof UiMessage.Diagnosed said
          && errors
              .matcher(said.diagnostic().summary() + " " + said.diagnostic().detail())
              .find()) {
        addresses.add(said.diagnostic().address());
      }
    }
    return addresses;
  }
}
