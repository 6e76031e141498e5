package dev.terrace.adopt.retire;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.source.CloudFormationSource;
import dev.terrace.adopt.source.StackResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How to delete a CloudFormation stack without deleting or changing its resources.
 *
 * @param retention the change to its template
 * @param adopted how many of its resources are adopted
 * @param unadopted its resources that are not adopted
 * @param steps instructions in Markdown: the commands, and what each of them must print
 */
public record Retirement(
    Retention retention, int adopted, List<UnadoptedResource> unadopted, String steps) {

  /**
   * @param adopted every adopted resource, from any source
   * @param importIds import ids that were given by hand, of resources that are known by them only
   * @throws AdoptException if a resource of the template cannot be retained
   */
  public static Retirement of(
      CloudFormationSource source,
      Collection<ExistingResource> adopted,
      Collection<String> importIds) {
    AdoptedStackResources known =
        new AdoptedStackResources(source.stack().name(), adopted, importIds);
    int count = 0;
    List<UnadoptedResource> unadopted = new ArrayList<>();
    for (StackResource resource : source.resources()) {
      if (known.contains(resource)) {
        count++;
      } else {
        unadopted.add(UnadoptedResource.of(resource));
      }
    }
    Retention retention = Retention.of(source.template());
    RetirementSteps steps =
        new RetirementSteps(source.stack(), source.template(), retention, unadopted);
    return new Retirement(retention, count, List.copyOf(unadopted), steps.text());
  }

  /** Whether the template already retains every resource. */
  public boolean isRetained() {
    return retention.diff().isEmpty();
  }
}
