package dev.terrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.bridge.BridgeContract.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings about parameters that deviate from the contract. */
class PublishedParametersTest {
  private static final ContractVersion FIRST = new ContractVersion(1, 0);
  private static final BridgeContract CONTRACT =
      new BridgeContract(
          "example",
          "example-bridge",
          FIRST,
          List.of(
              new Parameter("efs-id", ParameterType.ID, "Shared file system", FIRST, "files.id"),
              new Parameter("subnet-ids", ParameterType.ID_LIST, "Subnets", FIRST, "vpc.id")));

  private final Map<String, StoredParameter> there = new TreeMap<>();
  private final Map<String, String> applied = new TreeMap<>();

  @BeforeEach
  void as_the_contract_says() {
    publish("efs-id", "String", "fs-0a1b");
    publish("subnet-ids", "StringList", "subnet-0a,subnet-0b");
    publish("bridge-version", "String", "1.0");
  }

  private void publish(String name, String type, String value) {
    there.put(name, new StoredParameter(type, value));
    applied.put(name, value);
  }

  @Test
  void parameters_as_in_the_contract_have_no_findings() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void each_missing_parameter_is_named() {
    there.remove("efs-id");
    there.remove("bridge-version");

    assertThat(findings())
        .containsExactly(
            "missing: /example/efs-id: Shared file system is not published",
            "missing: /example/bridge-version: Version of the contract, major.minor is not"
                + " published");
  }

  @Test
  void a_value_that_somebody_changed_is_stale() {
    there.put("efs-id", new StoredParameter("String", "fs-9999"));

    assertThat(findings())
        .containsExactly("stale: /example/efs-id: is 'fs-9999', but must be 'fs-0a1b'");
  }

  @Test
  void a_parameter_of_another_origin_is_stale_even_with_a_value() {
    applied.remove("efs-id");

    assertThat(findings())
        .containsExactly("stale: /example/efs-id: was not created by the deployed platform stack");
  }

  @Test
  void what_an_earlier_version_published_is_stale() {
    publish("bridge-version", "String", "0.9");

    assertThat(findings())
        .containsExactly("stale: /example/bridge-version: is '0.9', but must be '1.0'");
  }

  @Test
  void an_extra_parameter_is_described_by_its_origin() {
    publish("cluster-arn", "String", "arn:aws:ecs:us-west-2:123456789012:cluster/it");
    there.put("note", new StoredParameter("String", "by hand"));

    assertThat(findings())
        .containsExactly(
            "extra: /example/cluster-arn: belongs to an earlier contract; the next deploy deletes"
                + " it",
            "extra: /example/note: is not in the contract and not managed by Terrace: delete it,"
                + " or move it to another path");
  }

  @Test
  void a_secure_string_has_a_wrong_type_and_its_value_is_not_shown() {
    there.put("efs-id", new StoredParameter("SecureString", "kms:marker"));

    assertThat(findings())
        .containsExactly("wrong type: /example/efs-id: must be a String, but is a SecureString");
  }

  @Test
  void a_value_of_another_form_has_a_wrong_type() {
    publish("subnet-ids", "StringList", "subnet-0a, subnet-0b");

    assertThat(findings())
        .containsExactly(
            "wrong type: /example/subnet-ids: must be of type id-list, but is"
                + " 'subnet-0a, subnet-0b'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STRING  | coder-production                                       | true",
        "STRING  | ' leading'                                             | false",
        "NUMBER  | 8080                                                   | true",
        "NUMBER  | 80a                                                    | false",
        "ARN     | arn:aws:iam::123456789012:role/coder-production        | true",
        "ARN     | arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/a | true",
        "ARN     | coder-production                                       | false",
        "ID      | sg-61fe29082738a866a                                   | true",
        "ID      | sg                                                     | false",
        "ID_LIST | subnet-67,subnet-55                                    | true",
        "ID_LIST | subnet-67,                                             | false",
        "STRING_LIST | a,b                                                | true",
        "STRING_LIST | ''                                                 | false"
      })
  void a_type_knows_its_form(ParameterType type, String value, boolean fits) {
    assertThat(type.fits(value)).isEqualTo(fits);
  }

  private List<String> findings() {
    return new PublishedParameters(CONTRACT, "/example", there, applied)
        .findings().stream().map(PublishedParameters.Finding::toString).toList();
  }
}
