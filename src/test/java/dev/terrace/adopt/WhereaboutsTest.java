package dev.terrace.adopt;

import static dev.terrace.adopt.Estates.old;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WhereaboutsTest {
  private static final String ACCOUNT = "123456789012";
  private static final Set<String> REGIONS = Set.of("us-west-2", "us-east-1");

  private static Existing at(String address, String arn) {
    return old(address, "{'arn': '" + arn + "'}");
  }

  private static final Existing MINE =
      at("aws_sns_topic.mine", "arn:aws:sns:us-west-2:123456789012:alarms");
  private static final Existing GLOBAL = at("aws_iam_role.r", "arn:aws:iam::123456789012:role/r");
  private static final Existing NO_ARN = old("aws_route.r", "{'id': 'r-1'}");
  private static final Existing NOBODYS = at("aws_s3_bucket.b", "arn:aws:s3:::logs");
  private static final Existing AWS_OWN =
      at("aws_iam_policy.p", "arn:aws:iam::aws:policy/ReadOnlyAccess");

  @Test
  void what_is_here_or_tells_nothing_of_it_stays() {
    List<Existing> all = List.of(MINE, GLOBAL, NO_ARN, NOBODYS, AWS_OWN);

    assertThat(Whereabouts.here(all, ACCOUNT, REGIONS))
        .isEqualTo(new Source.Reading(all, List.of()));
  }

  @Test
  void a_state_of_another_account_is_refused() {
    assertThatThrownBy(() -> Whereabouts.here(List.of(MINE, NOBODYS), "999999999999", REGIONS))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            "what exists is in account 123456789012, and the credentials are of account"
                + " 999999999999: choose other credentials, or another source");
  }

  @Test
  void a_state_of_another_region_is_refused() {
    assertThatThrownBy(
            () ->
                Whereabouts.here(
                    List.of(MINE, GLOBAL), ACCOUNT, Set.of("eu-central-1", "eu-west-1")))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            "what exists is in region us-west-2, and the stacks are for eu-central-1, eu-west-1:"
                + " choose another target, or another source");
  }

  @Test
  void single_resources_of_another_account_or_region_are_named_and_are_no_candidates() {
    Existing theirs = at("aws_sns_topic.theirs", "arn:aws:sns:us-west-2:999999999999:alarms");
    Existing far = at("aws_sns_topic.far", "arn:aws:sns:eu-west-1:123456789012:alarms");

    assertThat(Whereabouts.here(List.of(theirs, MINE, far), ACCOUNT, REGIONS))
        .isEqualTo(
            new Source.Reading(
                List.of(MINE),
                List.of(
                    """
                    1 of what exists are in account 999999999999 and are not looked at:
                      aws_sns_topic.theirs (state legacy)""",
                    """
                    1 of what exists are in region eu-west-1 and are not looked at:
                      aws_sns_topic.far (state legacy)""")));
  }
}
