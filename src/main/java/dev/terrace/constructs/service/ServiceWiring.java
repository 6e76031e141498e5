package dev.terrace.constructs.service;

import dev.terrace.constructs.compute.Container;
import dev.terrace.grants.Grants;
import dev.terrace.grants.MessageGrants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.QueueRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * Adds a bucket: its containers read and write its objects, and find its name in a variable.
   *
   * @param variable such as UPLOADS_BUCKET
   * @param key that encrypts the objects
   */
  public ServiceWiring withBucket(String variable, BucketRef bucket, KeyRef key) {
    List<Statement> more = new ArrayList<>(Grants.readWriteObjects(sid(variable), List.of(bucket)));
    more.add(use(key, variable));
    return with(variable, bucket.name(), more);
  }

  /**
   * Adds a queue: its containers send and receive messages, and find its URL in a variable.
   *
   * @param variable such as ORDERS_QUEUE_URL
   */
  public ServiceWiring withQueue(String variable, QueueRef queue) {
    return with(
        variable,
        queue.url(),
        List.of(MessageGrants.sendAndReceive(sid(variable), List.of(queue))));
  }

  /** Under a Sid of its own only where another key has the usual one: IAM takes each Sid once. */
  private Statement use(KeyRef key, String variable) {
    Statement usual = Grants.encryptAndDecrypt(key);
    boolean taken =
        statements.stream().anyMatch(each -> each.sid().equals(usual.sid()) && !each.equals(usual));
    return taken ? Grants.encryptAndDecrypt(sid(variable) + "Key", key) : usual;
  }

  private ServiceWiring with(String variable, String value, List<Statement> statementsOfIt) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put(variable, value);
    List<Statement> all = new ArrayList<>(statements);
    all.addAll(statementsOfIt);
    return new ServiceWiring(all, variables, secrets, before, scratch);
  }

  /** A Sid has letters and digits: IAM user guide, "IAM JSON policy elements: Sid". */
  private static String sid(String variable) {
    return Stream.of(variable.split("_", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  public ServiceWiring withSecrets(Map<String, String> others) {
    return new ServiceWiring(statements, environment, others, before, scratch);
  }

  public ServiceWiring withInitContainer(Container init, Map<String, String> volumes) {
    return new ServiceWiring(statements, environment, secrets, init, volumes);
  }
}
