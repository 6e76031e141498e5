package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Certificates that somebody has to validate while the deploy waits. */
public final class CertificateByHand implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-certificate-by-hand",
              Severity.NOTE,
              "A deploy waits until somebody validates a certificate",
              "Give the hosted zone, or an issued certificate.")
          .with("https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource certificate : model.all("aws_acm_certificate")) {
      if (certificate.text("validation_method").equals("DNS")
          && model.readers(certificate, "aws_route53_record").isEmpty()) {
        findings.add(
            certificate,
            "domain_name",
            "no record validates the certificate of " + certificate.text("domain_name"));
      }
    }
  }
}
