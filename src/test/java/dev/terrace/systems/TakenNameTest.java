package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Names;
import dev.terrace.support.ConfigTrees;
import dev.terrace.support.Synthesized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service may be called like a part that its stack has anyway. */
class TakenNameTest {

  @ParameterizedTest
  @CsvSource({
    "coder, production, key-provisioner, cluster, cluster",
    "coder, production, key-provisioner, bridge, bridge",
    "orcha, prod, link, repository, output-repository_url",
    "alva, staging, admin, web-repository, web-repository"
  })
  void a_name_of_another_part_is_a_problem_of_the_configuration(
      String system, String environment, String service, String name, String taken) {
    EnvironmentId id = new EnvironmentId(system, environment);
    ObjectNode tree = ConfigTrees.tree(id.toString());
    ObjectNode services = (ObjectNode) tree.get("services");
    services.set(name, services.remove(service));

    assertThatThrownBy(() -> Synthesized.in(ConfigTrees.folderOf(id, tree), id))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "environments/" + id + ".yaml services: must have other names: '" + taken + "' is the");
  }

  @Test
  void what_a_stack_refuses_is_named_with_the_file() {
    ConfigException tooLong =
        assertThrows(ConfigException.class, () -> Names.exact(Names.Kind.FUNCTION, "f".repeat(65)));
    assertThat(CdktfApp.inFile(tooLong, new EnvironmentId("shop", "staging")))
        .hasMessage("environments/shop/staging.yaml " + tooLong.getMessage());

    ConfigException located = new ConfigException("environments/shop/a.yaml:7 x", "must be y");
    assertThat(CdktfApp.inFile(located, new EnvironmentId("shop", "a")))
        .hasMessage("environments/shop/a.yaml:7 x: must be y");
  }
}
