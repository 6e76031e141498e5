package dev.terrace.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * The items of one DynamoDB table, all of whose attributes are strings. Every method throws {@link
 * AwsException}.
 */
public final class Table implements AutoCloseable {
  private final DynamoDbClient client;
  private final String name;
  private final String hashKey;

  Table(DynamoDbClient client, String name, String hashKey) {
    this.client = client;
    this.name = name;
    this.hashKey = hashKey;
  }

  public String name() {
    return name;
  }

  public boolean exists() {
    return asking(
        () -> {
          try {
            client.describeTable(request -> request.tableName(name));
            return true;
          } catch (ResourceNotFoundException e) {
            return false;
          }
        });
  }

  /** The hash keys of all items. */
  public List<String> keys() {
    return asking(
        () -> {
          List<String> keys = new ArrayList<>();
          client
              .scanPaginator(
                  request ->
                      request
                          .tableName(name)
                          .projectionExpression("#key")
                          .expressionAttributeNames(Map.of("#key", hashKey)))
              .items()
              .forEach(item -> keys.add(item.get(hashKey).s()));
          keys.sort(null);
          return keys;
        });
  }

  /** An item without its hash key. */
  public Optional<Map<String, String>> item(String key) {
    return asking(
        () -> {
          Map<String, AttributeValue> item =
              client
                  .getItem(request -> request.tableName(name).key(id(key)).consistentRead(true))
                  .item();
          if (item == null || item.isEmpty()) {
            return Optional.empty();
          }
          Map<String, String> attributes = new LinkedHashMap<>();
          item.forEach((attribute, value) -> attributes.put(attribute, value.s()));
          attributes.remove(hashKey);
          return Optional.of(attributes);
        });
  }

  /**
   * Writes an item where there is none.
   *
   * @return false where there is one already
   */
  public boolean create(String key, String attribute, String value) {
    return asking(
        () -> {
          try {
            client.putItem(
                request ->
                    request
                        .tableName(name)
                        .item(with(key, attribute, value))
                        .conditionExpression("attribute_not_exists(#key)")
                        .expressionAttributeNames(Map.of("#key", hashKey)));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  /** Writes an item over whatever is there. */
  public void put(String key, String attribute, String value) {
    asking(
        () -> client.putItem(request -> request.tableName(name).item(with(key, attribute, value))));
  }

  public void delete(String key) {
    asking(() -> client.deleteItem(request -> request.tableName(name).key(id(key))));
  }

  private Map<String, AttributeValue> id(String key) {
    return Map.of(hashKey, AttributeValue.fromS(key));
  }

  private Map<String, AttributeValue> with(String key, String attribute, String value) {
    return Map.of(hashKey, AttributeValue.fromS(key), attribute, AttributeValue.fromS(value));
  }

  private <T> T asking(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new AwsException("table " + name, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
