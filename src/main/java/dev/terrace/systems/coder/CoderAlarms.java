package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.spec.StandardKeys;

/** Who is told of alarms, and what raises one. */
record CoderAlarms(
    @StandardKeys.AlarmEmail String email,
    @OptionalKey
        @JsonPropertyDescription(
            "Latency of a service other than LiteLLM that raises an alarm, seconds; default: 5.")
        @Between(least = 1, most = 4000)
        Integer latencySeconds,
    @OptionalKey
        @JsonPropertyDescription(
            "SSM parameter of another Terraform workspace with the ARN of an SNS topic that alarms go to, such as"
                + " /company/alerts/topic-arn; empty: a topic of their own.")
        @Is(value = NameValues.ParameterName.class, orEmpty = true)
        String topicParameter)
    implements Checked {

  CoderAlarms {
    email = email == null || email.isBlank() ? null : email;
    topicParameter = topicParameter == null || topicParameter.isBlank() ? null : topicParameter;
    latencySeconds = latencySeconds == null ? 5 : latencySeconds;
  }

  @Override
  public void check(Problems problems) {
    if (topicParameter != null && email != null) {
      problems
          .at("email")
          .add(
              "must be empty with topicParameter: whoever owns that topic subscribes to it", email);
    }
  }
}
