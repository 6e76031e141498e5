package dev.terrace.adopt.state;

import static dev.terrace.adopt.SampleResources.NETWORK;
import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StateTransferTest {
  private static final ObjectNode STACK = json("{'resource': {}}");
  private static final ObjectNode DEPLOYED =
      json(
          "{'version': 4, 'serial': 7, 'lineage': 'l', 'outputs': {}, 'resources': [{'mode':"
              + " 'managed', 'type': 'aws_vpc', 'name': 'v', 'instances': [{'attributes': {'id':"
              + " 'vpc-1'}}]}, {'mode': 'managed', 'type': 'aws_ecs_service', 'name': 's',"
              + " 'instances': [{'attributes': {'id': 'arn:s', 'cluster': 'arn:c', 'name':"
              + " 'web'}}]}]}");

  private static Entry moved(String address, String from) {
    return new Entry(address, "", "state old", from, Optional.empty(), "", "exact");
  }

  private static Entry imported(String address, String id) {
    return new Entry(address, "vpc/it", "ids mine.yaml", id, Optional.of(id), "", "hand");
  }

  private static AdoptionFile file(Entry... entries) {
    return new AdoptionFile(NETWORK, List.of(entries), List.of());
  }

  private static Optional<ObjectNode> old(Entry entry) {
    return entry.from().equals("aws_vpc.old")
        ? Optional.of(json("{'attributes': {'id': 'vpc-1'}}"))
        : Optional.empty();
  }

  @Test
  void resources_in_an_old_state_are_moved_and_others_imported() {
    StateDraft draft = StateDraft.of(Optional.empty(), STACK);

    Map<String, String> imports =
        StateTransfer.into(
            draft,
            file(moved("aws_vpc.v", "aws_vpc.old"), imported("aws_route_table.r", "rtb-1")),
            StateTransferTest::old);

    assertThat(draft.added()).containsExactly("aws_vpc.v");
    assertThat(imports).isEqualTo(Map.of("aws_route_table.r", "rtb-1"));
  }

  @Test
  void an_interrupted_adoption_is_resumed() {
    StateDraft draft = StateDraft.of(Optional.of(DEPLOYED), STACK);

    Map<String, String> imports =
        StateTransfer.into(
            draft,
            file(
                moved("aws_vpc.v", "aws_vpc.old"),
                imported("aws_ecs_service.s", "cluster/web"),
                imported("aws_route_table.r", "rtb-1")),
            StateTransferTest::old);

    assertThat(draft.added()).isEmpty();
    assertThat(imports).isEqualTo(Map.of("aws_route_table.r", "rtb-1"));
  }

  @Test
  void a_resource_removed_from_the_old_state_is_already_adopted() {
    StateDraft draft = StateDraft.of(Optional.of(DEPLOYED), STACK);

    assertThat(
            StateTransfer.into(
                draft, file(moved("aws_vpc.v", "aws_vpc.gone")), StateTransferTest::old))
        .isEmpty();
    assertThat(draft.added()).isEmpty();
  }

  @Test
  void an_address_that_the_old_state_lacks_is_refused() {
    assertThatThrownBy(
            () ->
                StateTransfer.into(
                    StateDraft.of(Optional.empty(), STACK),
                    file(moved("aws_vpc.v", "aws_vpc.gone")),
                    StateTransferTest::old))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            """
            adoptions/coder/production/network.yaml (nothing was changed):
              aws_vpc.v comes from aws_vpc.gone, which state old does not contain: run './terrace \
            adopt plan' again, or correct the entry\
            """);
  }

  @Test
  void a_deployed_resource_cannot_become_another_one() {
    ObjectNode other = json("{'attributes': {'id': 'vpc-2'}}");

    assertThatThrownBy(
            () ->
                StateTransfer.into(
                    StateDraft.of(Optional.of(DEPLOYED), STACK),
                    file(moved("aws_vpc.v", "aws_vpc.other")),
                    entry -> Optional.of(other)))
        .hasMessage(
            """
            adoptions/coder/production/network.yaml (nothing was changed):
              aws_vpc.v is already deployed as vpc-1, but the entry assigns aws_vpc.other, which is \
            vpc-2: remove the entry, or first remove the resource from the stack's state\
            """);
  }

  @Test
  void an_id_with_slashes_is_not_composed_and_is_compared() {
    String balancer = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/%s/1";
    ObjectNode deployed =
        json(
            "{'resources': [{'mode': 'managed', 'type': 'aws_lb', 'name': 'l', 'instances': [{'attributes': {'id': '%1$s', 'arn': '%1$s'}}]}]}"
                .formatted(balancer.formatted("mine")));
    ObjectNode other = json("{'attributes': {'id': '" + balancer.formatted("theirs") + "'}}");

    assertThatThrownBy(
            () ->
                StateTransfer.into(
                    StateDraft.of(Optional.of(deployed), STACK),
                    file(imported("aws_lb.l", balancer.formatted("theirs"))),
                    StateTransferTest::old))
        .hasMessageContaining("is already deployed as " + balancer.formatted("mine"));
    assertThatThrownBy(
            () ->
                StateTransfer.into(
                    StateDraft.of(Optional.of(deployed), STACK),
                    file(moved("aws_lb.l", "aws_lb.old")),
                    entry -> Optional.of(other)))
        .hasMessageContaining("is already deployed as " + balancer.formatted("mine"));
  }

  @Test
  void an_import_id_of_another_resource_than_the_deployed_one_is_refused() {
    assertThatThrownBy(
            () ->
                StateTransfer.into(
                    StateDraft.of(Optional.of(DEPLOYED), STACK),
                    file(imported("aws_vpc.v", "vpc-3")),
                    StateTransferTest::old))
        .hasMessage(
            """
            adoptions/coder/production/network.yaml (nothing was changed):
              vpc/it (aws_vpc.v) is already deployed as vpc-1, but the entry assigns vpc-3, which is \
            vpc-3: remove the entry, or first remove the resource from the stack's state\
            """);
  }
}
