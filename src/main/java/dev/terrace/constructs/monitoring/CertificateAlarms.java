package dev.terrace.constructs.monitoring;

import dev.terrace.ref.CertificateRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Certificates that end soon, so that their renewal has failed. */
final class CertificateAlarms {
  private static final int DAY = 86_400;

  private CertificateAlarms() {}

  static AlarmSpec expiry(CertificateRef certificate, int days) {
    return spec(
        "certificate-expiry-days",
        "The certificate ends in less than " + days + " days",
        certificate,
        days);
  }

  /** The first of the certificates to end. */
  static ExpressionAlarm firstExpiry(String name, List<CertificateRef> certificates, int days) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    certificates.forEach(
        certificate ->
            metrics.put("certificate" + (metrics.size() + 1), daysToExpiry(certificate)));
    return new ExpressionAlarm(
        spec(name, "A certificate ends in less than " + days + " days", certificates.get(0), days),
        new MetricMath("earliest", "MIN(METRICS())", "days to the first expiry", metrics));
  }

  private static AlarmSpec spec(
      String name, String description, CertificateRef certificate, int days) {
    return new AlarmSpec(
        name,
        description,
        daysToExpiry(certificate),
        Comparison.BELOW,
        days,
        1,
        Missing.NOT_BREACHING);
  }

  private static Metric daysToExpiry(CertificateRef certificate) {
    return new Metric(
        "AWS/CertificateManager",
        "DaysToExpiry",
        Map.of("CertificateArn", certificate.arn()),
        "Minimum",
        DAY);
  }
}
