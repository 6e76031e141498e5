package dev.terrace.adopt;

import static dev.terrace.adopt.Estates.NETWORK;
import static dev.terrace.adopt.Estates.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptionFile.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TakeoverTest {
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
  void what_an_old_state_holds_is_moved_and_the_rest_is_imported() {
    Draft draft = Draft.of(Optional.empty(), STACK);

    Map<String, String> imports =
        Takeover.into(
            draft,
            file(moved("aws_vpc.v", "aws_vpc.old"), imported("aws_route_table.r", "rtb-1")),
            TakeoverTest::old);

    assertThat(draft.added()).containsExactly("aws_vpc.v");
    assertThat(imports).isEqualTo(Map.of("aws_route_table.r", "rtb-1"));
  }

  @Test
  void an_adoption_that_was_begun_goes_on_with_what_is_left() {
    Draft draft = Draft.of(Optional.of(DEPLOYED), STACK);

    Map<String, String> imports =
        Takeover.into(
            draft,
            file(
                moved("aws_vpc.v", "aws_vpc.old"),
                imported("aws_ecs_service.s", "cluster/web"),
                imported("aws_route_table.r", "rtb-1")),
            TakeoverTest::old);

    assertThat(draft.added()).isEmpty();
    assertThat(imports).isEqualTo(Map.of("aws_route_table.r", "rtb-1"));
  }

  @Test
  void an_adoption_is_over_where_the_old_state_has_let_go() {
    Draft draft = Draft.of(Optional.of(DEPLOYED), STACK);

    assertThat(Takeover.into(draft, file(moved("aws_vpc.v", "aws_vpc.gone")), TakeoverTest::old))
        .isEmpty();
    assertThat(draft.added()).isEmpty();
  }

  @Test
  void an_address_that_the_old_state_does_not_hold_is_refused() {
    assertThatThrownBy(
            () ->
                Takeover.into(
                    Draft.of(Optional.empty(), STACK),
                    file(moved("aws_vpc.v", "aws_vpc.gone")),
                    TakeoverTest::old))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            """
            adoptions/coder/production/network.yaml, and nothing was changed:
              aws_vpc.v is to come from aws_vpc.gone, which state old does not hold: run './terrace \
            adopt plan' again, or correct the entry""");
  }

  @Test
  void a_resource_that_is_deployed_already_is_not_given_another_one() {
    ObjectNode other = json("{'attributes': {'id': 'vpc-2'}}");

    assertThatThrownBy(
            () ->
                Takeover.into(
                    Draft.of(Optional.of(DEPLOYED), STACK),
                    file(moved("aws_vpc.v", "aws_vpc.other")),
                    entry -> Optional.of(other)))
        .hasMessage(
            """
            adoptions/coder/production/network.yaml, and nothing was changed:
              aws_vpc.v is deployed already as vpc-1, and the entry gives it aws_vpc.other, which is \
            vpc-2: take the entry out, or let the state of the stack go of what it has first""");
  }

  @Test
  void an_id_with_slashes_is_no_composed_one_and_is_compared() {
    String balancer = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/%s/1";
    ObjectNode deployed =
        json(
            "{'resources': [{'mode': 'managed', 'type': 'aws_lb', 'name': 'l', 'instances':"
                + " [{'attributes': {'id': '%1$s', 'arn': '%1$s'}}]}]}"
                    .formatted(balancer.formatted("mine")));
    ObjectNode other = json("{'attributes': {'id': '" + balancer.formatted("theirs") + "'}}");

    assertThatThrownBy(
            () ->
                Takeover.into(
                    Draft.of(Optional.of(deployed), STACK),
                    file(imported("aws_lb.l", balancer.formatted("theirs"))),
                    TakeoverTest::old))
        .hasMessageContaining("is deployed already as " + balancer.formatted("mine"));
    assertThatThrownBy(
            () ->
                Takeover.into(
                    Draft.of(Optional.of(deployed), STACK),
                    file(moved("aws_lb.l", "aws_lb.old")),
                    entry -> Optional.of(other)))
        .hasMessageContaining("is deployed already as " + balancer.formatted("mine"));
  }

  @Test
  void an_import_id_of_another_resource_than_the_deployed_one_is_refused() {
    assertThatThrownBy(
            () ->
                Takeover.into(
                    Draft.of(Optional.of(DEPLOYED), STACK),
                    file(imported("aws_vpc.v", "vpc-3")),
                    TakeoverTest::old))
        .hasMessage(
            """
            adoptions/coder/production/network.yaml, and nothing was changed:
              vpc/it (aws_vpc.v) is deployed already as vpc-1, and the entry gives it vpc-3, which is \
            vpc-3: take the entry out, or let the state of the stack go of what it has first""");
  }
}
