package dev.terrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.config.YamlFile;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One key changes, and each value of a stack that becomes the new one follows from that key. */
final class EnvironmentKeysTest {
  private static final EnvironmentId STAGING = new EnvironmentId("alva", "staging");
  private static final Synthesized BEFORE = Synthesized.environment("alva", "staging");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backupDays: 7      |backupDays: 23      |database.backupDays     |database/instance backup_retention_period",
        "instanceClass: db.t3.micro|instanceClass: db.t3.large|database.instanceClass|database/instance instance_class",
        "storageGiB: 20     |storageGiB: 37      |database.storageGiB     |database/instance allocated_storage",
        "maxStorageGiB: 50  |maxStorageGiB: 77   |database.maxStorageGiB  |database/instance max_allocated_storage",
        "storageType: gp2   |storageType: gp3    |database.storageType    |database/instance storage_type",
        "multiAz: false     |multiAz: true       |database.multiAz        |database/instance multi_az",
        "snapshotDays: 1    |snapshotDays: 9     |redis.snapshotDays      |redis/replication-group snapshot_retention_limit",
        "nodeType: cache.t3.micro|nodeType: cache.t3.medium|redis.nodeType|redis/replication-group node_type",
        "cpu: 512           |cpu: 256            |services.web.cpu        |web/task/task-definition cpu",
        "memoryMiB: 1024    |memoryMiB: 3072     |services.web.memoryMiB  |web/task/task-definition memory",
        "desiredCount: 1    |desiredCount: 3     |services.web.desiredCount|web/service/service desired_count",
        "logRetentionDays: 14|logRetentionDays: 90|logRetentionDays        |web/task/logs retention_in_days",
      })
  void the_exact_key_is_found_and_never_another_one(
      String line, String changed, String key, String expected) {
    Path folder =
        ChangedEnvironment.of("alva", "staging", yaml -> yaml.replaceFirst(line, changed));
    Synthesized after = Synthesized.in(folder, STAGING);
    YamlFile file = new Environments(folder).written(STAGING);
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    after.stacks().forEach(each -> trees.put(STAGING.stack(each.layer()), each.tree()));
    EnvironmentKeys keys = new EnvironmentKeys(file, new Model(STAGING, "us-east-1", trees));
    String value = changed.replaceFirst(".*: ", "");

    Map<String, String> found = new TreeMap<>();
    for (Stack stack : after.stacks()) {
      StackFile now = StackFile.of(stack.tree());
      Map<String, JsonNode> then = StackFile.of(BEFORE.stack(stack.layer()).tree()).resources();
      now.resources()
          .forEach(
              (address, body) ->
                  body.properties().stream()
                      .filter(each -> each.getValue().asText().equals(value))
                      .filter(
                          each ->
                              !each.getValue()
                                  .equals(
                                      then.getOrDefault(address, Json.object())
                                          .path(each.getKey())))
                      .forEach(
                          each ->
                              found.put(
                                  now.constructPath(address).orElse("") + " " + each.getKey(),
                                  keys.of(
                                          STAGING.stack(stack.layer()),
                                          address,
                                          each.getKey(),
                                          each.getValue())
                                      .map(ValueOrigin::key)
                                      .orElse("-"))));
    }

    assertThat(found).containsEntry(expected, key);
    assertThat(new TreeSet<>(found.values())).isSubsetOf(key, "-");
  }
}
