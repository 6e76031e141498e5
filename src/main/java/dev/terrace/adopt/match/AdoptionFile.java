package dev.terrace.adopt.match;

import dev.terrace.config.StackId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The reviewed mapping of one stack, {@code adoptions/<system>/<environment>/<layer>.yaml}.
 *
 * @param entries by address
 * @param leave addresses that are not to be adopted
 */
public record AdoptionFile(StackId stack, List<Entry> entries, List<String> leave) {
  /**
   * One resource.
   *
   * @param path of the construct, for people
   * @param source such as {@code state legacy/coder}
   * @param from the name in the source
   * @param importId set if it is imported; empty if it is moved from the old state
   * @param how it was matched, for people
   * @param sure the label of a {@link Confidence}; the next {@code adopt plan} keeps {@code hand}
   */
  public record Entry(
      String address,
      String path,
      String source,
      String from,
      Optional<String> importId,
      String how,
      String sure) {

    public boolean isManual() {
      return sure.equals(Confidence.MANUAL.label());
    }

    /** Such as {@code aws_vpc}. */
    public String type() {
      return address.substring(0, Math.max(0, address.indexOf('.')));
    }

    /** For people: the construct's path, if it is known, and the address. */
    public String describe() {
      return path.isEmpty() ? address : path + " (" + address + ")";
    }

    /** What it takes from the source; must be unique. */
    public String taken() {
      return importId
          .map(id -> "the " + type() + " with the import id " + id)
          .orElse(from + " (" + source + ")");
    }
  }

  /** The path of a stack's file in the folder {@code adoptions}. */
  public static Path in(Path folder, StackId stack) {
    return folder.resolve(stack + ".yaml");
  }
}
