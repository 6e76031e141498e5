package dev.terrace.spec.web;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.Between;
import dev.terrace.spec.StandardKeys;

/** Who is notified of alarms, and what raises one. */
public record AlertSpec(
    @StandardKeys.AlarmEmail String email,
    @OptionalKey
        @JsonPropertyDescription(
            "Connections of the database that raise an alarm; default: 60, as db.t4g.micro takes"
                + " about 80.")
        @Between(least = 1, most = Integer.MAX_VALUE)
        Integer databaseConnections,
    @OptionalKey
        @JsonPropertyDescription("Percentage of 5xx responses that raises an alarm; default: 5.")
        @Between(least = 0, most = 100)
        Integer serverErrorPercent) {

  public AlertSpec {
    email = email == null || email.isBlank() ? null : email;
    databaseConnections = databaseConnections == null ? 60 : databaseConnections;
    serverErrorPercent = serverErrorPercent == null ? 5 : serverErrorPercent;
  }
}
