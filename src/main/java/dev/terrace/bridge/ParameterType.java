package dev.terrace.bridge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a parameter holds. Never a secret: everybody may read the contract. */
public enum ParameterType {
  STRING("\\S(.*\\S)?", false),
  NUMBER("-?\\d+(\\.\\d+)?", false),
  ARN("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\\d*:\\S+", false),
  /** An identifier assigned by AWS, such as {@code subnet-0a1b2c3d}. */
  ID("[a-z][a-z0-9]*(-[a-z0-9]+)+", false),
  STRING_LIST("[^,\\s]+", true),
  ID_LIST("[a-z][a-z0-9]*(-[a-z0-9]+)+", true);

  private final Pattern element;
  private final boolean list;

  ParameterType(String element, boolean list) {
    this.element = Pattern.compile(element);
    this.list = list;
  }

  /** The value is a comma-separated list. */
  public boolean isList() {
    return list;
  }

  /** The type that Systems Manager knows. */
  public String ssmType() {
    return list ? "StringList" : "String";
  }

  /** Whether a value that was read has this type's form. Never pass a token. */
  public boolean fits(String value) {
    return list
        ? Arrays.stream(value.split(",", -1)).allMatch(each -> element.matcher(each).matches())
        : element.matcher(value).matches();
  }

  /** As in contract files: {@code id-list}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty when there is none of that name. */
  static Optional<ParameterType> named(String text) {
    return Arrays.stream(values()).filter(type -> type.toString().equals(text)).findFirst();
  }

  /** All names, with commas. */
  static String names() {
    return String.join(", ", Arrays.stream(values()).map(ParameterType::toString).toList());
  }
}
