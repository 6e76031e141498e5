package dev.terrace.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.List;

/** Collects what one rule reports. */
public final class Findings {

  /** Finds where a value comes from. */
  @FunctionalInterface
  public interface Origins {
    /**
     * @param attribute the path inside the resource; empty for the resource as a whole
     * @param value missing if the resource has none
     */
    ValueOrigin of(Resource resource, String attribute, JsonNode value);
  }

  private final Origins origins;
  private final List<Finding> found = new ArrayList<>();
  private About rule;

  Findings(Origins origins) {
    this.origins = origins;
  }

  void of(Rule next) {
    this.rule = next.about();
  }

  /** Reports a resource, with what the rule says to write instead. */
  public void add(Resource resource, String attribute, String message) {
    add(resource, attribute, message, rule.instead());
  }

  public void add(Resource resource, String attribute, String message, String instead) {
    add(resource, attribute, resource.at(attribute), message, instead);
  }

  /**
   * @param value what is wrong, if it stands inside of a document
   */
  public void add(
      Resource resource, String attribute, JsonNode value, String message, String instead) {
    found.add(
        new Finding(
            rule,
            resource.stack(),
            resource.path(),
            resource.terraformAddress(),
            attribute,
            message,
            instead,
            origins.of(resource, attribute, value)));
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
