package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.aws.AwsException;
import dev.terrace.aws.SignedCalls;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lists of AWS, all pages of them. AWS says how the next page is asked for: EC2 in {@code
 * nextToken}
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html#api-pagination),
 * Elastic Load Balancing in {@code NextMarker}, the other services in one of the two.
 */
final class AwsLists {
  private final SignedCalls aws;

  AwsLists(SignedCalls aws) {
    this.aws = aws;
  }

  /**
   * @param what as in {@code DescribeSubnets}
   * @param set the list in the answer
   * @param filters by name
   */
  Stream<JsonNode> ec2(String what, String set, Map<String, String> filters) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", "Describe" + what);
    parameters.put("Version", "2016-11-15");
    int number = 1;
    for (Map.Entry<String, String> filter : filters.entrySet()) {
      parameters.put("Filter." + number + ".Name", filter.getKey());
      parameters.put("Filter." + number + ".Value.1", filter.getValue());
      number++;
    }
    return pages(
            next -> aws.query("ec2", with(parameters, "NextToken", next)),
            answer -> answer.path("nextToken").asText(""))
        .flatMap(answer -> stream(answer, set));
  }

  /**
   * @param what the list in the answer, as in {@code DescribeListeners}
   */
  Stream<JsonNode> loadBalancing(String what, String parameter, String value) {
    String action = "Describe" + what;
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", action);
    parameters.put("Version", "2015-12-01");
    parameters.put(parameter, value);
    return orNone(
            () ->
                pages(
                    next ->
                        aws.query("elasticloadbalancing", with(parameters, "Marker", next))
                            .path(action + "Result"),
                    answer -> answer.path("NextMarker").asText("")))
        .flatMap(answer -> stream(answer, what));
  }

  /** An action of the query protocol that has one page. */
  JsonNode query(String service, String action, String version) {
    return aws.query(service, Map.of("Action", action, "Version", version)).path(action + "Result");
  }

  /**
   * @param target of the JSON protocol, such as {@code TrentService.ListKeys}
   * @param given the name in the answer of what asks for the next page
   * @param asked its name in the request
   */
  Stream<JsonNode> json(
      String service, String target, ObjectNode request, String given, String asked, String list) {
    return pages(
            next ->
                aws.json(
                    service,
                    target,
                    "1.1",
                    next.isEmpty() ? request : request.deepCopy().put(asked, next)),
            answer -> answer.path(given).asText(""))
        .flatMap(answer -> stream(answer, list));
  }

  /** One thing by its name or id; empty if AWS says that there is none. */
  Optional<JsonNode> one(String service, String target, String version, String key, String value) {
    return orNone(
            () -> Stream.of(aws.json(service, target, version, Json.object().put(key, value))))
        .findFirst();
  }

  /** A list of a REST service that answers in JSON. */
  Stream<JsonNode> rest(
      String service,
      String path,
      Map<String, String> query,
      String given,
      String asked,
      String list) {
    return pages(
            next -> aws.restJson(service, path, with(query, asked, next)),
            answer -> answer.path(given).asText(""))
        .flatMap(answer -> stream(answer, list));
  }

  /** An answer of a REST service in XML. */
  JsonNode restXml(String service, String path, Map<String, String> query) {
    return aws.restXml(service, path, query);
  }

  static Stream<JsonNode> stream(JsonNode answer, String list) {
    return StreamSupport.stream(answer.path(list).spliterator(), false);
  }

  private static Map<String, String> with(
      Map<String, String> parameters, String name, String value) {
    if (value.isEmpty()) {
      return parameters;
    }
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return more;
  }

  private static Stream<JsonNode> pages(
      Function<String, JsonNode> ask, Function<JsonNode, String> next) {
    List<JsonNode> pages = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = ask.apply(token);
      pages.add(page);
      token = next.apply(page);
    } while (!token.isEmpty() && !token.equals("null"));
    return pages.stream();
  }

  /** "There is no such thing" is an answer; everything else is an error. */
  private static Stream<JsonNode> orNone(Supplier<Stream<JsonNode>> ask) {
    try {
      return ask.get();
    } catch (AwsException e) {
      if (e.code().matches(".*(NotFound|NonExistentQueue|QueueDoesNotExist).*")) {
        return Stream.empty();
      }
      throw e;
    }
  }
}
