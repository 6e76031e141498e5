package dev.terrace.guard;

import dev.terrace.terraform.scan.ScannedChange;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** An attribute that keeps a resource or its data. */
sealed interface Protection {
  String attribute();

  /** Whether an update weakens it. */
  boolean isLostIn(ScannedChange change);

  /** Whether it, or a block that it is in, is known after the apply. */
  default boolean isUnknown(ScannedChange change) {
    String path = attribute();
    while (!change.unknown().contains(path)) {
      int dot = path.lastIndexOf('.');
      if (dot < 0) {
        return false;
      }
      path = path.substring(0, dot);
    }
    return true;
  }

  /** For people, such as {@code deletion_protection true → false}. */
  default String describe(ScannedChange change) {
    String after =
        isUnknown(change)
            ? "(known after apply)"
            : change.after().getOrDefault(attribute(), "(none)");
    return attribute() + " " + change.before().getOrDefault(attribute(), "(none)") + " → " + after;
  }

  /**
   * One of some values.
   *
   * @param on the values; {@code ""} for an absent one
   * @param ofAws false for what the provider alone knows: an import does not know it, so that its
   *     first value is no change
   */
  record Switch(String attribute, Set<String> on, boolean ofAws) implements Protection {
    @Override
    public boolean isLostIn(ScannedChange change) {
      return (ofAws || !change.imported())
          && on.contains(change.before().getOrDefault(attribute, ""))
          && (isUnknown(change) || !on.contains(change.after().getOrDefault(attribute, "")));
    }
  }

  /**
   * A number that must not become smaller.
   *
   * @param absent what a removed one is; empty if that cannot be told
   * @param forever the number that stands for no limit
   */
  record Amount(String attribute, OptionalDouble absent, OptionalDouble forever)
      implements Protection {
    @Override
    public boolean isLostIn(ScannedChange change) {
      OptionalDouble before = value(change.before().getOrDefault(attribute, unset()));
      if (before.isEmpty() || before.getAsDouble() == 0) {
        return false;
      }
      if (isUnknown(change)) {
        return true;
      }
      String text = change.after().getOrDefault(attribute, "");
      OptionalDouble after = text.isEmpty() ? ofRemoved() : value(text);
      return after.isPresent() && after.getAsDouble() < before.getAsDouble();
    }

    /** One that was never set is without a limit if 0 is. */
    private String unset() {
      return forever.isPresent() && forever.getAsDouble() == 0 ? "0" : "";
    }

    private OptionalDouble ofRemoved() {
      return absent.isPresent() ? value(Double.toString(absent.getAsDouble())) : absent;
    }

    private OptionalDouble value(String text) {
      try {
        double number = Double.parseDouble(text);
        return OptionalDouble.of(
            forever.isPresent() && forever.getAsDouble() == number
                ? Double.POSITIVE_INFINITY
                : number);
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }
  }

  /** A list of copies, none of which may go. */
  record Copies(String attribute) implements Protection {
    @Override
    public boolean isLostIn(ScannedChange change) {
      Set<String> before = names(change.before());
      return !before.isEmpty() && (isUnknown(change) || !names(change.after()).containsAll(before));
    }

    private Set<String> names(Map<String, String> values) {
      String text = values.getOrDefault(attribute, "");
      return text.isEmpty() ? Set.of() : Set.of(text.split(",", -1));
    }
  }

  /** A name without which there is none, such as that of the last snapshot. */
  record Named(String attribute) implements Protection {
    @Override
    public boolean isLostIn(ScannedChange change) {
      return !change.before().getOrDefault(attribute, "").isEmpty()
          && change.after().getOrDefault(attribute, "").isEmpty()
          && !change.unknown().contains(attribute);
    }

    @Override
    public String describe(ScannedChange change) {
      return attribute + " is taken away";
    }
  }

  /**
   * A resource that holds nothing and keeps the data of another one.
   *
   * @param what it keeps, for people
   * @param link its attribute that names the other one; empty if it keeps many
   * @param keptType the type of the other one
   * @param keptName the attribute of the other one that the link is equal to
   * @param condition the attribute and the values with which it does; empty if always
   */
  record Keeper(
      String what, String link, String keptType, String keptName, Optional<Condition> condition) {

    boolean isOn(ScannedChange change) {
      return condition.filter(each -> !each.holds(change)).isEmpty();
    }

    boolean isOf(ScannedChange keeper, ScannedChange other) {
      String name = keeper.before().getOrDefault(link, "");
      return !name.isEmpty()
          && other.type().equals(keptType)
          && name.equals(other.before().get(keptName));
    }
  }

  /**
   * @param values empty if any value will do
   */
  record Condition(String attribute, Set<String> values) {
    boolean holds(ScannedChange change) {
      String value = change.before().getOrDefault(attribute, "");
      return values.isEmpty() ? !value.isEmpty() : values.contains(value);
    }
  }
}
