package dev.terrace.systems.coder;

import dev.terrace.constructs.compute.Container;
import dev.terrace.grants.Statement;
import dev.terrace.ref.CacheRef;
import java.util.List;
import java.util.Map;

/**
 * What the platform adds to an entry of the services.
 *
 * @param statements what its containers may do in addition to reading their secrets and mounting
 *     their folder
 * @param environment values that are known only after other resources are there
 * @param secrets references by variable, in addition to those of the entry
 * @param before a container that ends with success before the service's own starts
 * @param scratch the path by volume, where the one before it does not mount it elsewhere
 */
record ServiceWiring(
    List<Statement> statements,
    Map<String, String> environment,
    Map<String, String> secrets,
    Container before,
    Map<String, String> scratch) {

  static ServiceWiring none() {
    return new ServiceWiring(List.of(), Map.of(), Map.of(), null, Map.of());
  }

  ServiceWiring withStatements(List<Statement> more) {
    return new ServiceWiring(more, environment, secrets, before, scratch);
  }

  /** The URL of Redis: plain, or with AUTH from a secret, as it then holds the token. */
  ServiceWiring withRedis(String variable, CacheRef redis, boolean auth) {
    return auth
        ? new ServiceWiring(
            statements, environment, Map.of(variable, CoderSecrets.REDIS_URL), before, scratch)
        : new ServiceWiring(
            statements,
            Map.of(variable, "rediss://" + redis.primaryAddress() + ":" + redis.port()),
            secrets,
            before,
            scratch);
  }

  ServiceWiring withInitContainer(Container init, Map<String, String> volumes) {
    return new ServiceWiring(statements, environment, secrets, init, volumes);
  }
}
