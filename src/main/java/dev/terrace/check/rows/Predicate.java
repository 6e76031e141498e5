package dev.terrace.check.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a value must be. A value that only AWS knows satisfies everything but {@code absent}. */
sealed interface Predicate {

  /** Whether the value satisfies it; a missing value is tested as it is. */
  boolean test(JsonNode value);

  /** Such as {@code must be true}. */
  String describe();

  record Equal(String expected) implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return isComputed(value) || value.asText("").equals(expected);
    }

    @Override
    public String describe() {
      return "must be " + expected;
    }
  }

  record NotEqual(String refused) implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return !value.asText("").equals(refused);
    }

    @Override
    public String describe() {
      return "must not be " + refused;
    }
  }

  record OneOf(List<String> allowed) implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return isComputed(value) || allowed.contains(value.asText(""));
    }

    @Override
    public String describe() {
      return "must be one of " + String.join(", ", allowed);
    }
  }

  record AtLeast(long least) implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      OptionalLong number = Resource.number(value);
      return isComputed(value) || (number.isPresent() && number.getAsLong() >= least);
    }

    @Override
    public String describe() {
      return "must be at least " + least;
    }
  }

  record Entries(int least) implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return isComputed(value) || Resource.list(value).size() >= least;
    }

    @Override
    public String describe() {
      return "must have at least " + least + " entries";
    }
  }

  record Matches(Pattern pattern) implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return isComputed(value) || pattern.matcher(value.asText("")).matches();
    }

    @Override
    public String describe() {
      return "must match " + pattern;
    }
  }

  record Contains(String element) implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return isComputed(value) || Resource.texts(value).contains(element);
    }

    @Override
    public String describe() {
      return "must contain " + element;
    }
  }

  record Present() implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return !isAbsent(value);
    }

    @Override
    public String describe() {
      return "is required";
    }
  }

  record Absent() implements Predicate {
    @Override
    public boolean test(JsonNode value) {
      return isAbsent(value);
    }

    @Override
    public String describe() {
      return "must be absent";
    }
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty());
  }

  private static boolean isComputed(JsonNode value) {
    return value.isTextual() && value.textValue().startsWith("${");
  }

  /** Reads {@code {equal: true}}; empty where the word is unknown. */
  static Optional<Predicate> read(String word, JsonNode argument) {
    return Optional.ofNullable(
        switch (word) {
          case "equal" -> new Equal(argument.asText());
          case "notEqual" -> new NotEqual(argument.asText());
          case "oneOf" -> new OneOf(Resource.texts(argument));
          case "atLeast" -> new AtLeast(argument.asLong());
          case "entries" -> new Entries(argument.asInt());
          case "matches" -> new Matches(Pattern.compile(argument.asText()));
          case "contains" -> new Contains(argument.asText());
          case "present" -> new Present();
          case "absent" -> new Absent();
          default -> null;
        });
  }
}
