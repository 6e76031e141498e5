package dev.terrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.config.ConfigException;
import org.junit.jupiter.api.Test;

class BridgeContractTest {
  private static final ContractVersion SECOND = new ContractVersion(1, 1);
  private static final BridgeContract CONTRACT =
      BridgeContract.first("shop", "shop-bridge")
          .id("vpc-id", "VPC", "network: network/vpc.id")
          .ids("subnet-ids", "Private subnets", "network: network/app.id")
          .in(SECOND)
          .arn("cluster-arn", "ARN of the cluster", "cluster/cluster.arn")
          .text("cluster-name", "Name of the cluster", "cluster/cluster.name");

  @Test
  void parameters_are_since_the_version_that_they_were_added_in() {
    assertThat(CONTRACT.version()).isEqualTo(SECOND);
    assertThat(CONTRACT.parameters())
        .extracting(Parameter::name, Parameter::type, each -> each.since().toString())
        .containsExactly(
            tuple("vpc-id", ParameterType.ID, "1.0"),
            tuple("subnet-ids", ParameterType.ID_LIST, "1.0"),
            tuple("cluster-arn", ParameterType.ARN, "1.1"),
            tuple("cluster-name", ParameterType.STRING, "1.1"));
  }

  @Test
  void a_parameter_is_declared_once() {
    assertThatThrownBy(() -> CONTRACT.id("vpc-id", "VPC", "network: network/vpc.id"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("bridge of shop.vpc-id: is declared twice");
  }
}
