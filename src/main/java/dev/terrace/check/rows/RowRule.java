package dev.terrace.check.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.List;

/**
 * A rule that is a row of data.
 *
 * @param type of the resources
 * @param companion the type of another resource that must refer to each of them and has the path;
 *     empty for the resource itself
 * @param path of the value; empty if only the companion must be there
 * @param must what the value must be
 * @param assumed what AWS assumes for an absent value; missing where there is no default
 * @param when only resources that satisfy all of these
 */
record RowRule(
    About about,
    String type,
    String companion,
    String path,
    Predicate must,
    JsonNode assumed,
    List<Condition> when)
    implements Rule {

  /** A value of the resource that decides whether the row applies to it. */
  record Condition(String path, Predicate is) {}

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource each : model.all(type)) {
      if (when.stream().allMatch(condition -> condition.is().test(each.at(condition.path())))) {
        evaluate(each, model, findings);
      }
    }
  }

  private void evaluate(Resource each, Model model, Findings findings) {
    if (companion.isEmpty()) {
      check(each, findings);
      return;
    }
    List<Resource> companions = model.readers(each, companion);
    if (companions.isEmpty()) {
      findings.add(each, "", "has no " + companion);
    } else if (!path.isEmpty()) {
      companions.forEach(one -> check(one, findings));
    }
  }

  private void check(Resource resource, Findings findings) {
    JsonNode written = resource.at(path);
    boolean absent = written.isMissingNode() || written.isNull();
    if (!must.test(absent ? assumed : written)) {
      findings.add(resource, path, path + " " + value(written, absent) + "; it " + must.describe());
    }
  }

  private String value(JsonNode written, boolean absent) {
    if (absent) {
      return assumed.isMissingNode() ? "is absent" : "is absent, which means " + assumed.asText();
    }
    return "is " + (written.isTextual() ? "'" + written.textValue() + "'" : written);
  }

  @Override
  public String toString() {
    return about.id();
  }
}
