package dev.terrace.cost;

import dev.terrace.config.Usage;
import java.util.List;
import java.util.function.Predicate;

/**
 * A whole environment: its usage is that of all resources of a kind together, so that each takes an
 * equal part.
 *
 * @param resources of every stack
 */
record Whole(List<Resource> resources, Usage usage) {

  long count(String type) {
    return count(resource -> resource.type().equals(type));
  }

  long count(Predicate<Resource> carries) {
    return resources.stream().filter(carries).count();
  }

  /** What traffic to the internet leaves by: the first of these that the environment has. */
  List<Resource> waysOut() {
    for (Predicate<Resource> way :
        List.<Predicate<Resource>>of(
            NetworkCosts::isPublicLoadBalancer,
            resource -> resource.type().equals("aws_nat_gateway"),
            ComputeCosts::hasPublicAddress)) {
      List<Resource> ways = resources.stream().filter(way).toList();
      if (!ways.isEmpty()) {
        return ways;
      }
    }
    return List.of();
  }
}
