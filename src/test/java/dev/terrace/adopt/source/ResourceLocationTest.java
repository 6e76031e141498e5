package dev.terrace.adopt.source;

import static dev.terrace.adopt.SampleResources.existing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResourceLocationTest {
  private static final String ACCOUNT = "123456789012";
  private static final Set<String> REGIONS = Set.of("us-west-2", "us-east-1");

  private static ExistingResource at(String address, String arn) {
    return existing(address, "{'arn': '" + arn + "'}");
  }

  private static final ExistingResource MINE =
      at("aws_sns_topic.mine", "arn:aws:sns:us-west-2:123456789012:alarms");
  private static final ExistingResource GLOBAL =
      at("aws_iam_role.r", "arn:aws:iam::123456789012:role/r");
  private static final ExistingResource NO_ARN = existing("aws_route.r", "{'id': 'r-1'}");
  private static final ExistingResource NOBODYS = at("aws_s3_bucket.b", "arn:aws:s3:::logs");
  private static final ExistingResource AWS_OWN =
      at("aws_iam_policy.p", "arn:aws:iam::aws:policy/ReadOnlyAccess");

  @Test
  void resources_here_or_without_a_location_are_kept() {
    List<ExistingResource> all = List.of(MINE, GLOBAL, NO_ARN, NOBODYS, AWS_OWN);

    assertThat(ResourceLocation.here(all, ACCOUNT, REGIONS))
        .isEqualTo(new AdoptionSource.Reading(all, List.of()));
  }

  @Test
  void a_state_of_another_account_is_refused() {
    assertThatThrownBy(() -> ResourceLocation.here(List.of(MINE, NOBODYS), "999999999999", REGIONS))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            "the existing resources are in account 123456789012, but the credentials are for"
                + " account 999999999999: use other credentials, or another source");
  }

  @Test
  void a_state_of_another_region_is_refused() {
    assertThatThrownBy(
            () ->
                ResourceLocation.here(
                    List.of(MINE, GLOBAL), ACCOUNT, Set.of("eu-central-1", "eu-west-1")))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            "the existing resources are in region us-west-2, but the stacks are for eu-central-1,"
                + " eu-west-1: use another target, or another source");
  }

  @Test
  void single_resources_elsewhere_are_reported_and_ignored() {
    ExistingResource theirs =
        at("aws_sns_topic.theirs", "arn:aws:sns:us-west-2:999999999999:alarms");
    ExistingResource far = at("aws_sns_topic.far", "arn:aws:sns:eu-west-1:123456789012:alarms");

    assertThat(ResourceLocation.here(List.of(theirs, MINE, far), ACCOUNT, REGIONS))
        .isEqualTo(
            new AdoptionSource.Reading(
                List.of(MINE),
                List.of(
                    """
                    1 existing resources are in account 999999999999 and are ignored:
                      aws_sns_topic.theirs (state legacy)\
                    """,
                    """
                    1 existing resources are in region eu-west-1 and are ignored:
                      aws_sns_topic.far (state legacy)\
                    """)));
  }
}
