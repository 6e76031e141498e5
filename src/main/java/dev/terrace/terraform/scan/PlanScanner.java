package dev.terrace.terraform.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.terrace.terraform.scan.PlanScan.Oddity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a plan token by token: memory depends on what changes, not on the size of the plan. */
final class PlanScanner {
  /** Members that tell nothing of what happens to resources in the apply. */
  private static final Set<String> IGNORED =
      Set.of(
          "variables",
          "resource_drift",
          "output_changes",
          "configuration",
          "relevant_attributes",
          "checks",
          "timestamp",
          "applyable");

  private final List<ScannedChange> changes = new ArrayList<>();
  private final List<Oddity> oddities = new ArrayList<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> unknownMembers = new TreeSet<>();
  private String formatVersion = "";
  private String terraformVersion = "";
  private long resources;
  private boolean managed;

  PlanScan read(InputStream json) throws IOException {
    // The source stays out of messages: an excerpt may hold a secret.
    JsonFactory factory =
        JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();
    try (JsonParser parser = factory.createParser(FileKind.requireText(json))) {
      PlanScan scan = scan(parser);
      requirePlan();
      if (parser.nextToken() != null) {
        throw new NotAPlan("is several JSON documents, such as the log of 'terraform plan -json'");
      }
      return scan;
    } catch (JsonEOFException e) {
      throw new NotAPlan("is truncated: it ends inside the JSON document");
    } catch (StreamConstraintsException e) {
      throw new NotAPlan(
          "has more than is read: at most 1000 levels, names of 50,000, texts of 20 million and"
              + " numbers of 1000 characters");
    } catch (JsonParseException e) {
      String at = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new NotAPlan("is not JSON" + at);
    }
  }

  PlanScan readTrusted(JsonParser parser) throws IOException {
    return scan(parser);
  }

  private PlanScan scan(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new NotAPlan("is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new NotAPlan("is JSON, but no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.add(name);
      parser.nextToken();
      member(name, parser);
    }
    if (!members.contains("resource_changes") && managed) {
      oddities.add(
          new Oddity("plan.resource_changes", "it has resources, but not what happens to them"));
    }
    for (String name : unknownMembers) {
      oddities.add(
          new Oddity(
              "plan.resource_changes." + name, "changes have '" + name + "', which is not known"));
    }
    return new PlanScan(terraformVersion, resources, changes, oddities);
  }

  private void member(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "format_version" -> formatVersion = parser.getText();
      case "terraform_version" -> terraformVersion = parser.getText();
      case "resource_changes" -> resourceChanges(parser);
      case "deferred_changes" -> deferredChanges(parser);
      case "planned_values", "prior_state" -> findManaged(parser);
      case "action_invocations", "deferred_action_invocations" -> actions(name, parser);
      case "errored" ->
          addUnless("false", name, "Terraform could not finish it: the rest is not known", parser);
      case "complete" ->
          addUnless("true", name, "it leaves out changes, for -target or a deferral", parser);
      default -> {
        if (!IGNORED.contains(name) && !isEmpty(parser)) {
          oddities.add(new Oddity("plan." + name, "'" + name + "' is not known"));
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private void addUnless(String expected, String name, String meaning, JsonParser parser)
      throws IOException {
    if (!parser.getText().equals(expected)) {
      oddities.add(new Oddity("plan." + name, meaning));
    }
    parser.skipChildren();
  }

  private void resourceChanges(JsonParser parser) throws IOException {
    if (!isList("resource_changes", parser)) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      requireObject(parser, "resource_changes");
      ScannedChange change = new ChangeScanner(parser, unknownMembers).read();
      resources++;
      if (!change.isNothing()) {
        changes.add(change);
      }
    }
  }

  private void deferredChanges(JsonParser parser) throws IOException {
    if (!isList("deferred_changes", parser)) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      requireObject(parser, "deferred_changes");
      changes.add(new ChangeScanner(parser, unknownMembers).readDeferred());
    }
  }

  private boolean isList(String name, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return true;
    }
    oddities.add(new Oddity("plan." + name, "'" + name + "' is no list"));
    parser.skipChildren();
    return false;
  }

  private static void requireObject(JsonParser parser, String name) throws NotAPlan {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new NotAPlan("is no plan: an element of '" + name + "' is no object");
    }
  }

  /** Terraform 1.14 and newer: actions of providers that run before or after changes. */
  private void actions(String name, JsonParser parser) throws IOException {
    if (!isList(name, parser)) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      requireObject(parser, name);
      String address = name;
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1
            && token == JsonToken.VALUE_STRING
            && parser.currentName().equals("address")) {
          address = parser.getText();
        }
      }
      oddities.add(new Oddity(address, "an action runs, and a plan does not say what it does"));
    }
  }

  /** Whether there is a managed resource, at any depth of modules. */
  private void findManaged(JsonParser parser) throws IOException {
    int depth = parser.currentToken().isStructStart() ? 1 : 0;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new NotAPlan("is truncated: it ends inside the JSON document");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (name.equals("values") || name.equals("sensitive_values")) {
          skipValues(parser, depth);
        } else if (name.equals("mode")) {
          depth += parser.nextToken().isStructStart() ? 1 : 0;
          managed |= parser.getText().equals("managed");
        }
      }
    }
  }

  /** The values of a resource, which are most of a plan; those of a state are its modules. */
  private static void skipValues(JsonParser parser, int depth) throws IOException {
    if (depth > 1) {
      parser.nextToken();
      parser.skipChildren();
    }
  }

  private static boolean isEmpty(JsonParser parser) throws IOException {
    boolean container = parser.currentToken().isStructStart();
    boolean empty =
        container
            ? parser.nextToken().isStructEnd()
            : parser.currentToken() == JsonToken.VALUE_NULL;
    int depth = container && !empty ? parser.currentToken().isStructStart() ? 2 : 1 : 0;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
    return empty;
  }

  private void requirePlan() throws NotAPlan {
    if (members.contains("@level")) {
      throw new NotAPlan("is the log of 'terraform plan -json', not the plan");
    }
    if (members.contains("values") && !members.contains("planned_values")) {
      throw new NotAPlan("is a state, not a plan");
    }
    if (formatVersion.isEmpty() || !members.contains("planned_values")) {
      throw new NotAPlan("is no plan: format_version or planned_values is missing");
    }
    if (!formatVersion.matches("[01]\\.\\d+")) {
      throw new NotAPlan("has format_version " + formatVersion + "; 0 and 1 are known");
    }
  }
}
