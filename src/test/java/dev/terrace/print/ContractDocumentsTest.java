package dev.terrace.print;

import static dev.terrace.print.Documents.assertDocument;

import dev.terrace.actions.bridge.CheckContract;
import dev.terrace.actions.bridge.ShowContract;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.ContractChanges;
import dev.terrace.bridge.ContractVersion;
import dev.terrace.bridge.ParameterType;
import dev.terrace.bridge.PublishedParameters;
import dev.terrace.config.EnvironmentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The documents of {@code bridge}, byte for byte. */
final class ContractDocumentsTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");
  private static final ContractVersion ONE = ContractVersion.parse("1.0");
  private static final Parameter VPC =
      new Parameter("vpc-id", ParameterType.ID, "The VPC", ONE, "network: vpc/vpc.id");

  @Test
  void a_contract() {
    var result =
        new ShowContract.Result(
            List.of(
                new ShowContract.Contract(
                    SHOP, contract(), "/shop-production", Map.of("vpc-id", "vpc-1"))));

    assertDocument(BridgePrinter.asJson(result), "contract");
  }

  @Test
  void a_check_of_contracts() {
    var released = new BridgeContract("shop", "shop-bridge", ONE, List.of());
    var result =
        new CheckContract.Result(
            List.of(
                new CheckContract.Comparison(
                    new BridgeContract(
                        "shop", "shop-bridge", ContractVersion.parse("1.1"), List.of(VPC)),
                    Optional.of(
                        ContractChanges.between(
                            released,
                            new BridgeContract(
                                "shop",
                                "shop-bridge",
                                ContractVersion.parse("1.1"),
                                List.of(VPC))))),
                new CheckContract.Comparison(contract(), Optional.empty())),
            List.of(
                new CheckContract.EnvironmentCheck(
                    SHOP,
                    contract(),
                    "/shop-production",
                    SHOP.stack("network"),
                    true,
                    List.of(
                        new PublishedParameters.Finding(
                            PublishedParameters.Kind.WRONG_TYPE,
                            "/shop-production/vpc-id",
                            "is a StringList")))),
            "");

    assertDocument(BridgePrinter.asJson(result), "contract-check");
  }

  @Test
  void a_refused_contract_has_no_environments() {
    var released = new BridgeContract("shop", "shop-bridge", ONE, List.of(VPC));
    var declared = new BridgeContract("shop", "shop-bridge", ONE, List.of());
    var result =
        new CheckContract.Result(
            List.of(
                new CheckContract.Comparison(
                    declared, Optional.of(ContractChanges.between(released, declared)))),
            List.of(),
            "");

    assertDocument(BridgePrinter.asJson(result), "contract-refused");
  }

  private static BridgeContract contract() {
    return new BridgeContract("shop", "shop-bridge", ONE, List.of(VPC));
  }
}
