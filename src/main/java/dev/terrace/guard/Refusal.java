package dev.terrace.guard;

import java.util.List;
import java.util.Optional;

/**
 * Something in a plan that must not happen without a waiver.
 *
 * @param address of the resource; of a plan as a whole its member, such as {@code plan.complete}
 * @param type of the resource; empty for a plan as a whole
 * @param why for people: the attributes that force it, or that its block is no longer in the code
 * @param forcedBy attributes that force a replacement
 * @param kept a new address that seems to be the same resource
 */
public record Refusal(
    Kind kind,
    String address,
    String type,
    String why,
    List<String> forcedBy,
    Optional<Move> kept) {
  public Refusal {
    forcedBy = List.copyOf(forcedBy);
  }

  /** What would happen. */
  public enum Kind {
    DESTROY("guard-destroy", "would be destroyed"),
    REPLACE("guard-replace", "would be replaced"),
    UNPROTECT("guard-unprotect", "would lose its protection"),
    UNKNOWN_TYPE(
        "guard-unknown-type", "would be destroyed, and whether it holds data is not known"),
    NOT_UNDERSTOOD("guard-not-understood", "is not understood");

    private final String rule;
    private final String words;

    Kind(String rule, String words) {
      this.rule = rule;
      this.words = words;
    }

    /** The id that waivers name. */
    public String rule() {
      return rule;
    }

    public String describe() {
      return words;
    }
  }

  /** A {@code moved} entry. */
  public record Move(String from, String to) {

    /** In Terraform's native syntax. */
    public String hcl() {
      return "moved {\n  from = " + from + "\n  to   = " + to + "\n}";
    }
  }

  /** Such as {@code would be destroyed: no longer in the code; it holds rows of a database}. */
  public String describe() {
    String data =
        kind == Kind.NOT_UNDERSTOOD
            ? ""
            : Stateful.holds(type).map(holds -> "; it holds " + holds).orElse("");
    return kind.describe() + ": " + why + data;
  }
}
