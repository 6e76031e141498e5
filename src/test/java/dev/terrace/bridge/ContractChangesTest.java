package dev.terrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.config.ConfigException;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contract may change, and under which version. */
class ContractChangesTest {
  private static final Parameter FILES =
      parameter("efs-id", ParameterType.ID, "Shared file system", "1.0", "files/efs.id");
  private static final Parameter CLUSTER =
      parameter("cluster-arn", ParameterType.ARN, "ARN of the cluster", "1.0", "cluster/it.arn");
  private static final BridgeContract RELEASED = contract("1.2", FILES, CLUSTER);

  @Test
  void the_same_contract_changes_nothing() {
    ContractChanges changes = ContractChanges.between(RELEASED, RELEASED);

    assertThat(changes.changes()).isEmpty();
    assertThat(changes.breaking()).isFalse();
    assertThat(changes.refusal()).isEmpty();
  }

  @Test
  void a_parameter_with_the_same_source_was_renamed_which_breaks() {
    Parameter renamed =
        parameter("shared-files-id", ParameterType.ID, "All the files", "1.2", FILES.source());

    ContractChanges changes = ContractChanges.between(RELEASED, contract("1.2", renamed, CLUSTER));

    assertThat(changes.changes())
        .extracting(ContractChanges.Change::toString)
        .containsExactly("efs-id: renamed to shared-files-id: breaking");
    assertThat(changes.refusal()).contains("version 1.2 breaks consumers of 1.2: it must be 2.0");
  }

  @Test
  void a_parameter_with_the_same_meaning_was_renamed_too() {
    Parameter renamed =
        parameter("files-id", ParameterType.ID, "shared file system", "1.3", "other/efs.id");

    assertThat(ContractChanges.between(RELEASED, contract("1.3", renamed, CLUSTER)).changes())
        .extracting(ContractChanges.Change::toString)
        .containsExactly("efs-id: renamed to files-id: breaking");
  }

  @Test
  void another_value_under_another_name_is_a_removal_and_an_addition() {
    Parameter other =
        parameter("bucket-name", ParameterType.STRING, "Bucket", "1.3", "bucket/it.id");

    ContractChanges changes = ContractChanges.between(RELEASED, contract("1.3", other, CLUSTER));

    assertThat(changes.changes())
        .extracting(ContractChanges.Change::toString)
        .containsExactly("efs-id: removed: breaking", "bucket-name: added");
    assertThat(changes.refusal()).contains("version 1.3 breaks consumers of 1.2: it must be 2.0");
  }

  @Test
  void another_type_breaks() {
    Parameter list =
        parameter("efs-id", ParameterType.ID_LIST, FILES.meaning(), "1.0", FILES.source());

    ContractChanges changes = ContractChanges.between(RELEASED, contract("1.3", list, CLUSTER));

    assertThat(changes.changes())
        .extracting(ContractChanges.Change::toString)
        .containsExactly("efs-id: type changed from id to id-list: breaking");
    assertThat(changes.breaking()).isTrue();
  }

  @Test
  void an_addition_is_compatible_and_needs_a_minor_version() {
    Parameter more = parameter("vpc-id", ParameterType.ID, "VPC", "1.2", "network: vpc/vpc.id");

    ContractChanges hidden =
        ContractChanges.between(RELEASED, contract("1.2", FILES, CLUSTER, more));
    ContractChanges declared =
        ContractChanges.between(RELEASED, contract("1.3", FILES, CLUSTER, more));

    assertThat(hidden.breaking()).isFalse();
    assertThat(hidden.refusal())
        .contains("version 1.2 is already released without the additions: it must be 1.3");
    assertThat(declared.changes())
        .extracting(ContractChanges.Change::toString)
        .containsExactly("vpc-id: added");
    assertThat(declared.refusal()).isEmpty();
  }

  @Test
  void two_names_for_one_value_let_consumers_move() {
    Parameter both =
        parameter("shared-files-id", ParameterType.ID, FILES.meaning(), "1.3", FILES.source());
    BridgeContract between = contract("1.3", FILES, both, CLUSTER);

    assertThat(ContractChanges.between(RELEASED, between).refusal()).isEmpty();
    assertThat(ContractChanges.between(between, contract("2.0", both, CLUSTER)).changes())
        .extracting(ContractChanges.Change::toString)
        .containsExactly("efs-id: removed: breaking");
  }

  @Test
  void a_new_major_version_may_break() {
    ContractChanges changes = ContractChanges.between(RELEASED, contract("2.0", CLUSTER));

    assertThat(changes.breaking()).isTrue();
    assertThat(changes.refusal()).isEmpty();
  }

  @Test
  void a_version_never_goes_back() {
    assertThat(ContractChanges.between(RELEASED, contract("1.1", FILES, CLUSTER)).refusal())
        .contains("version 1.1 is lower than the released 1.2");
  }

  @Test
  void another_wording_is_not_a_change() {
    Parameter words =
        parameter("efs-id", ParameterType.ID, "The shared files", "1.0", FILES.source());

    assertThat(ContractChanges.between(RELEASED, contract("1.2", words, CLUSTER)).changes())
        .isEmpty();
  }

  @Test
  void a_contract_names_all_its_problems() {
    assertThatThrownBy(
            () ->
                contract(
                    "1.0",
                    parameter("Cluster", ParameterType.ARN, " ", "1.1", "a/b.arn"),
                    parameter("bridge-version", ParameterType.STRING, "Version", "1.0", "a/b.arn")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            bridge of example.Cluster: must be lower-case words separated by hyphens, got 'Cluster'
            bridge of example.Cluster: must be since 1.0 or earlier, got '1.1'
            bridge of example.Cluster: must have a meaning
            bridge of example.bridge-version: is declared twice""");
  }

  @Test
  void a_version_has_two_numbers() {
    assertThatThrownBy(() -> ContractVersion.parse("1"))
        .hasMessage("version of a contract: must be major.minor such as 1.0, got 1");
    assertThat(ContractVersion.parse("10.2")).isGreaterThan(ContractVersion.parse("9.11"));
  }

  @Test
  void the_highest_version_is_the_latest_release(@TempDir Path folder) throws IOException {
    Releases releases = new Releases(folder);
    assertThat(releases.latest("example")).isEmpty();
    for (String version : List.of("1.9", "1.10")) {
      BridgeContract contract = contract(version, FILES, CLUSTER);
      Files.writeString(releases.fileOf(contract), Json.pretty(contract.toJson()));
    }

    assertThat(releases.latest("example")).contains(contract("1.10", FILES, CLUSTER));
    assertThat(releases.changes(contract("1.9", FILES, CLUSTER)).orElseThrow().refusal())
        .contains("version 1.9 is lower than the released 1.10");
  }

  @Test
  void a_release_under_a_wrong_name_is_detected(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("example-1.0.json");
    Files.writeString(file, Json.pretty(contract("1.1", FILES).toJson()));

    assertThatThrownBy(() -> new Releases(folder).latest("example"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "bridge/releases/example-1.0.json: holds the contract of example 1.1; its name must be"
                + " example-1.1.json");
  }

  @Test
  void a_release_that_is_no_contract_is_refused_with_every_line(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("example-1.0.json"),
        """
        {
          "system": "example",
          "version": 1.0,
          "parameters": [
            {"name": "Cluster", "type": "arnn", "meaning": " ", "since": "2", "source": null},
            {"name": "a", "type": "arn", "meaning": "A", "since": "1.0", "source": "a/a.arn"},
            {"name": "a", "type": "arn", "meaning": "A", "since": "1.0", "source": "a/a.arn"}
          ]
        }
        """);

    String file = "bridge/releases/example-1.0.json";
    String text = ": must be a text that is not empty";
    assertThatThrownBy(() -> new Releases(folder).latest("example"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            String.join(
                "\n",
                file + ":1 module" + text,
                file + ":3 version" + text + ", got 1.0",
                file
                    + ":5 parameters[0].name: must be lower-case words separated by hyphens, got"
                    + " 'Cluster'",
                file
                    + ":5 parameters[0].type: must be one of string, number, arn, id, string-list,"
                    + " id-list, got 'arnn'",
                file + ":5 parameters[0].meaning" + text + ", got ' '",
                file + ":5 parameters[0].since: must be major.minor such as 1.0, got '2'",
                file + ":5 parameters[0].source" + text + ", got null",
                file + ":7 parameters[2].name: must be declared once, got 'a'"));
  }

  private static BridgeContract contract(String version, Parameter... parameters) {
    return new BridgeContract(
        "example", "example-bridge", ContractVersion.parse(version), List.of(parameters));
  }

  private static Parameter parameter(
      String name, ParameterType type, String meaning, String since, String source) {
    return new Parameter(name, type, meaning, ContractVersion.parse(since), source);
  }
}
