package dev.terrace.terraform.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one element of {@code resource_changes} or {@code deferred_changes}. */
final class ChangeScanner {
  private static final Set<String> IGNORED =
      Set.of(
          "module_address",
          "name",
          "index",
          "index_unknown",
          "provider_name",
          "before_sensitive",
          "after_sensitive",
          "before_identity",
          "after_identity",
          "generated_config");

  private final JsonParser parser;
  private final Set<String> unknownMembers;

  private String address = "";
  private String previousAddress = "";
  private String mode = "";
  private String type = "";
  private String deposed = "";
  private final List<String> actions = new ArrayList<>();
  private String reason = "";
  private final List<String> forcedBy = new ArrayList<>();
  private boolean imported;
  private String deferral = "";
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> after = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();

  /**
   * @param parser at the start of the element
   * @param unknownMembers takes the names of members that the format does not have
   */
  ChangeScanner(JsonParser parser, Set<String> unknownMembers) {
    this.parser = parser;
    this.unknownMembers = unknownMembers;
  }

  ScannedChange read() throws IOException {
    resource();
    return change();
  }

  /** An element of {@code deferred_changes}: a change and the reason of its deferral. */
  ScannedChange readDeferred() throws IOException {
    deferral = "unknown";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "reason" -> deferral = text("unknown");
        case "resource_change" -> resource();
        default -> unknown(name);
      }
    }
    return change();
  }

  private ScannedChange change() {
    return new ScannedChange(
        address,
        previousAddress,
        mode,
        type,
        deposed,
        actions,
        reason,
        forcedBy,
        imported,
        deferral,
        before,
        after,
        unknown);
  }

  private void resource() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "address" -> address = text("");
        case "previous_address" -> previousAddress = text("");
        case "mode" -> mode = text("");
        case "type" -> type = text("");
        case "deposed" -> deposed = text("");
        case "action_reason" -> reason = text("");
        case "change" -> changed();
        default -> unknown(name);
      }
    }
  }

  private void changed() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "actions" -> actions();
        case "before" -> new ValuesScanner(parser, before).read();
        case "after" -> new ValuesScanner(parser, after).read();
        case "after_unknown" -> {
          Map<String, String> flags = new HashMap<>();
          new ValuesScanner(parser, flags).read();
          flags.forEach(
              (attribute, flag) -> {
                if (flag.equals("true")) {
                  unknown.add(attribute);
                }
              });
        }
        case "replace_paths" -> paths();
        case "importing" -> {
          imported = parser.currentToken() != JsonToken.VALUE_NULL;
          parser.skipChildren();
        }
        default -> unknown(name);
      }
    }
  }

  private void actions() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      actions.add("(not a list)");
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      actions.add(text("(not a text)"));
    }
  }

  private void paths() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        continue;
      }
      StringBuilder path = new StringBuilder();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          path.append('[').append(parser.getText()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(text("?"));
        }
      }
      forcedBy.add(path.toString());
    }
  }

  private String text(String otherwise) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return otherwise;
  }

  private void unknown(String name) throws IOException {
    if (!IGNORED.contains(name)) {
      unknownMembers.add(name);
    }
    parser.skipChildren();
  }
}
