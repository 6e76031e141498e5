package dev.terrace.systems.alva;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.value.Between;
import dev.terrace.spec.StandardKeys;

/** Who is told of alarms, and what raises one. */
record AlvaAlarms(
    @StandardKeys.AlarmEmail String email,
    @JsonPropertyDescription(
            "Connections of the database that raise an alarm; db.t3.micro takes about 80.")
        @Between(least = 1, most = Integer.MAX_VALUE)
        Integer databaseConnections,
    @JsonPropertyDescription("5xx responses of a service in five minutes that raise an alarm.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer serverErrors) {
  AlvaAlarms {
    email = email == null || email.isBlank() ? null : email;
  }
}
