package dev.terrace.report.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.terraform.Plan;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource before a plan, or after it.
 *
 * @param values not an object where the resource does not exist; an attribute that is missing in
 *     them is known only after the apply: Terraform leaves it out (omitUnknowns in
 *     https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/jsonplan/plan.go)
 * @param configured the same resource in the code, for what the plan does not know
 */
record Side(JsonNode values, Optional<Configured> configured) {
  private static final Pattern TOKEN = Pattern.compile("<[^/<>]+/[^<>]+\\.(\\w+)>");

  /** A resource of the synthesized stacks. */
  record Configured(Model model, Resource resource) {

    /** A text with its expressions filled in; what AWS chooses reads {@code <path.attribute>}. */
    String filled(String text) {
      return named(model.expand(resource, text));
    }

    private String named(String text) {
      return TOKEN
          .matcher(text)
          .replaceAll(
              match ->
                  Matcher.quoteReplacement(
                      model
                          .named(match.group())
                          .map(found -> "<" + found.path() + "." + match.group(1) + ">")
                          .orElse(match.group())));
    }
  }

  static Side before(Plan.Change change) {
    return new Side(change.before(), Optional.empty());
  }

  static Side after(Plan.Change change, Optional<Configured> configured) {
    return new Side(change.after(), configured);
  }

  boolean exists() {
    return values.isObject();
  }

  boolean isUnknown(String attribute) {
    return exists() && !values.has(attribute);
  }

  /** Whether the code gives the attribute no value: then the service chooses it. */
  boolean isUnset(String attribute) {
    return isUnknown(attribute)
        && configured.filter(each -> each.resource().at(attribute).isMissingNode()).isPresent();
  }

  /** The value as text, that of the code where the plan does not know it; empty without one. */
  String text(String attribute) {
    return isUnknown(attribute)
        ? configured.map(each -> each.resource().text(attribute)).orElse("")
        : values.path(attribute).asText("");
  }

  /** Fills in the expressions of a text that comes from the code. */
  UnaryOperator<String> filler(String attribute) {
    return isUnknown(attribute)
        ? text -> configured.map(each -> each.filled(text)).orElse(text)
        : UnaryOperator.identity();
  }

  /** The same text with its expressions filled in. */
  String filled(String attribute) {
    return filler(attribute).apply(text(attribute));
  }
}
