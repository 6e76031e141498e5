package dev.terrace.constructs.service;

import dev.terrace.constructs.compute.Container;
import dev.terrace.grants.Statement;
import java.util.List;
import java.util.Map;

/**
 * What a platform adds to the configuration of a service.
 *
 * @param statements what its containers may do in addition to what follows from the service
 * @param environment values that are known only after other resources are there
 * @param secrets references by variable, in addition to those of the service
 * @param before a container that ends with success before the service's own starts; null: none
 * @param scratch the path by volume, where the one before it does not mount it elsewhere
 */
public record ServiceWiring(
    List<Statement> statements,
    Map<String, String> environment,
    Map<String, String> secrets,
    Container before,
    Map<String, String> scratch) {

  public static ServiceWiring none() {
    return new ServiceWiring(List.of(), Map.of(), Map.of(), null, Map.of());
  }

  public ServiceWiring withStatements(List<Statement> others) {
    return new ServiceWiring(others, environment, secrets, before, scratch);
  }

  public ServiceWiring withEnvironment(Map<String, String> others) {
    return new ServiceWiring(statements, others, secrets, before, scratch);
  }

  public ServiceWiring withSecrets(Map<String, String> others) {
    return new ServiceWiring(statements, environment, others, before, scratch);
  }

  public ServiceWiring withInitContainer(Container init, Map<String, String> volumes) {
    return new ServiceWiring(statements, environment, secrets, init, volumes);
  }
}
