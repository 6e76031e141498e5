package dev.terrace.site;

import dev.terrace.check.Findings;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.cost.Estimate;
import dev.terrace.picture.Picture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a page is about.
 *
 * @param layers of the system, in the order of deployment
 * @param estimate empty where the environment's region has no prices
 * @param origins finds the key that a value comes from
 * @param changes that the page begins with: a plan, a comparison
 * @param otherCosts what the costs are compared with
 */
public record Subject(
    Model model,
    List<String> layers,
    Picture picture,
    Optional<Estimate> estimate,
    CheckReport checks,
    Findings.Origins origins,
    List<Changes> changes,
    Optional<OtherCosts> otherCosts) {
  public Subject {
    layers = List.copyOf(layers);
    changes = List.copyOf(changes);
  }

  /** Without changes. */
  public Subject(
      Model model,
      List<String> layers,
      Picture picture,
      Optional<Estimate> estimate,
      CheckReport checks,
      Findings.Origins origins) {
    this(model, layers, picture, estimate, checks, origins, List.of(), Optional.empty());
  }

  /**
   * What costs are compared with.
   *
   * @param name for readers, such as {@code coder/staging}
   */
  public record OtherCosts(String name, Estimate estimate) {}

  /** Of all resources. */
  Set<String> anchors() {
    return model.resources().stream().map(Subject::anchor).collect(Collectors.toSet());
  }

  String title() {
    return model.environment().toString();
  }

  /** The name of its page. */
  public String file() {
    return model.environment().system() + "-" + model.environment().environment() + ".html";
  }

  /** Where a resource stands on the page. */
  static String anchor(Resource resource) {
    return anchor(resource.stack().layer() + "/" + resource.path());
  }

  /**
   * @param id the layer and the construct path
   */
  static String anchor(String id) {
    StringBuilder anchor = new StringBuilder("r-");
    for (int at = 0; at < id.length(); at++) {
      char each = id.charAt(at);
      boolean plain = each < 128 && (Character.isLetterOrDigit(each) || each == '-');
      anchor.append(plain ? String.valueOf(each) : each == '/' ? "." : "_" + (int) each + "_");
    }
    return anchor.toString();
  }
}
