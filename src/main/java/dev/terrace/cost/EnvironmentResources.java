package dev.terrace.cost;

import dev.terrace.config.Usage;
import java.util.List;
import java.util.function.Predicate;

/**
 * All resources of an environment: they share its usage equally.
 *
 * @param resources of every stack
 */
record EnvironmentResources(List<BilledResource> resources, Usage usage) {

  long count(String type) {
    return count(resource -> resource.type().equals(type));
  }

  long count(Predicate<BilledResource> carries) {
    return resources.stream().filter(carries).count();
  }

  /** What traffic to the internet passes: the first of these kinds that the environment has. */
  List<BilledResource> waysOut() {
    for (Predicate<BilledResource> way :
        List.<Predicate<BilledResource>>of(
            NetworkCosts::isPublicLoadBalancer,
            resource -> resource.type().equals("aws_nat_gateway"),
            ComputeCosts::hasPublicAddress)) {
      List<BilledResource> ways = resources.stream().filter(way).toList();
      if (!ways.isEmpty()) {
        return ways;
      }
    }
    return List.of();
  }
}
