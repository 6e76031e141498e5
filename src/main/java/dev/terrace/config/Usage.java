package dev.terrace.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.value.Between;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a month is assumed to bring to an environment, all of its resources of a kind together. An
 * estimate of its costs needs it; nothing that is deployed depends on it.
 */
public record Usage(
    @OptionalKey
        @JsonPropertyDescription("Requests to the load balancers, 0 and up; default: 1000000.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer requestsPerMonth,
    @OptionalKey
        @JsonPropertyDescription("GiB of traffic to the internet, 0 and up; default: 100.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer transferOutGiB,
    @OptionalKey
        @JsonPropertyDescription(
            "GiB of traffic through NAT gateways, both ways, 0 and up; default: 50.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer natGiB,
    @OptionalKey
        @JsonPropertyDescription(
            "GiB of traffic through interface endpoints, 0 and up; default: 20.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer endpointGiB,
    @OptionalKey
        @JsonPropertyDescription("GiB of logs written, 0 and up; default: 10.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer logsGiB,
    @OptionalKey
        @JsonPropertyDescription("GiB of images stored in ECR, 0 and up; default: 5.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer imagesGiB,
    @OptionalKey
        @JsonPropertyDescription("GiB of objects stored in S3, 0 and up; default: 20.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer objectsGiB,
    @OptionalKey
        @JsonPropertyDescription("GiB of files stored in EFS, 0 and up; default: 10.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer filesGiB,
    @OptionalKey
        @JsonPropertyDescription(
            "GiB read from EFS, which elastic throughput charges, 0 and up; default: 50.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer filesReadGiB,
    @OptionalKey
        @JsonPropertyDescription(
            "GiB written to EFS, which elastic throughput charges, 0 and up; default: 20.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer filesWrittenGiB,
    @OptionalKey
        @JsonPropertyDescription("Requests to queues, 0 and up; default: 1000000.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer queueRequestsPerMonth,
    @OptionalKey
        @JsonPropertyDescription("People who log in through Cognito, 0 and up; default: 50.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer loginUsersPerMonth,
    @OptionalKey
        @JsonPropertyDescription("E-mails sent by topics, 0 and up; default: 100.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer mailsPerMonth,
    @OptionalKey
        @JsonPropertyDescription("Minutes that builds run, 0 and up; default: 300.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer buildMinutesPerMonth,
    @OptionalKey
        @JsonPropertyDescription(
            "GiB-seconds of Lambda functions: memory of Lambda functions times the seconds they"
                + " run, 0 and up; default: 1000.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer functionGiBSeconds,
    @OptionalKey
        @JsonPropertyDescription(
            "Metrics that Container Insights keeps, 0 and up; absent: their price is named as"
                + " unknown.")
        @Between(least = 0, most = Integer.MAX_VALUE)
        Integer containerInsightsMetrics)
    implements Checked {

  public Usage {
    requestsPerMonth = requestsPerMonth == null ? 1_000_000 : requestsPerMonth;
    transferOutGiB = transferOutGiB == null ? 100 : transferOutGiB;
    natGiB = natGiB == null ? 50 : natGiB;
    endpointGiB = endpointGiB == null ? 20 : endpointGiB;
    logsGiB = logsGiB == null ? 10 : logsGiB;
    imagesGiB = imagesGiB == null ? 5 : imagesGiB;
    objectsGiB = objectsGiB == null ? 20 : objectsGiB;
    filesGiB = filesGiB == null ? 10 : filesGiB;
    filesReadGiB = filesReadGiB == null ? 50 : filesReadGiB;
    filesWrittenGiB = filesWrittenGiB == null ? 20 : filesWrittenGiB;
    queueRequestsPerMonth = queueRequestsPerMonth == null ? 1_000_000 : queueRequestsPerMonth;
    loginUsersPerMonth = loginUsersPerMonth == null ? 50 : loginUsersPerMonth;
    mailsPerMonth = mailsPerMonth == null ? 100 : mailsPerMonth;
    buildMinutesPerMonth = buildMinutesPerMonth == null ? 300 : buildMinutesPerMonth;
    functionGiBSeconds = functionGiBSeconds == null ? 1000 : functionGiBSeconds;
  }

  /** What is assumed where an environment says nothing. */
  public static Usage assumed() {
    return new Usage(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null);
  }

  @Override
  public void check(Problems problems) {
    byKey().forEach((key, value) -> problems.inRange(key, value, 0, Integer.MAX_VALUE));
  }

  /** Every value by its key, null where absent. */
  public Map<String, Integer> byKey() {
    Map<String, Integer> values = new LinkedHashMap<>();
    values.put("requestsPerMonth", requestsPerMonth);
    values.put("transferOutGiB", transferOutGiB);
    values.put("natGiB", natGiB);
    values.put("endpointGiB", endpointGiB);
    values.put("logsGiB", logsGiB);
    values.put("imagesGiB", imagesGiB);
    values.put("objectsGiB", objectsGiB);
    values.put("filesGiB", filesGiB);
    values.put("filesReadGiB", filesReadGiB);
    values.put("filesWrittenGiB", filesWrittenGiB);
    values.put("queueRequestsPerMonth", queueRequestsPerMonth);
    values.put("loginUsersPerMonth", loginUsersPerMonth);
    values.put("mailsPerMonth", mailsPerMonth);
    values.put("buildMinutesPerMonth", buildMinutesPerMonth);
    values.put("functionGiBSeconds", functionGiBSeconds);
    values.put("containerInsightsMetrics", containerInsightsMetrics);
    return values;
  }
}
