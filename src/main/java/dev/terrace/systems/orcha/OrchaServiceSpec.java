package dev.terrace.systems.orcha;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.PathValues;
import dev.terrace.spec.PublishedService;
import java.util.List;

/**
 * One service of the application: a port of the instances that is reached under names of its own.
 */
record OrchaServiceSpec(
    @JsonPropertyDescription("Port of the instances that it listens on, 1-65535.")
        @Between(least = 1, most = 65535)
        Integer port,
    @JsonPropertyDescription("Host names, the first one in the zone; {zone} is filled in; up to 5.")
        @Is(value = HostValues.RouteHost.class, distinct = true)
        List<String> hosts,
    @OptionalKey
        @JsonPropertyDescription(
            "1-50000, unique; the lowest is tried first. Absent: it takes what no rule takes, which one service does.")
        @Between(least = 1, most = 50_000)
        Integer priority,
    @OptionalKey
        @JsonPropertyDescription(
            "none (the default), or cognito: people log in before they get through.")
        Login login,
    @OptionalKey
        @JsonPropertyDescription("HTTP path that answers 200; default: /health.")
        @Is(PathValues.HealthCheckPath.class)
        String healthCheckPath,
    @OptionalKey
        @JsonPropertyDescription(
            "Issued certificate of ACM for its hosts; required with 'certificates: given', absent otherwise.")
        @Is(value = AwsIds.CertificateArn.class, orEmpty = true)
        String certificateArn)
    implements PublishedService {

  /** What comes before the forward. */
  enum Login {
    none,
    cognito
  }

  /** AWS documentation "Quotas for your Application Load Balancers": condition values per rule. */
  private static final int MOST_HOSTS = 5;

  OrchaServiceSpec {
    login = login == null ? Login.none : login;
    healthCheckPath = healthCheckPath == null ? "/health" : healthCheckPath;
    certificateArn = certificateArn == null || certificateArn.isBlank() ? null : certificateArn;
  }

  @Override
  public boolean isDefault() {
    return priority == null;
  }

  @Override
  public void check(Problems problems) {
    if (hosts != null && (hosts.isEmpty() || hosts.size() > MOST_HOSTS)) {
      problems.at("hosts").add("must be 1-" + MOST_HOSTS + " host names", hosts);
    }
    if (isDefault() && login != Login.none) {
      problems.at("login").add("needs a priority: only a rule can ask for a login", login.name());
    }
  }
}
