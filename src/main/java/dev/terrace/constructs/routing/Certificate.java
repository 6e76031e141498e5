package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.acm_certificate.AcmCertificate;
import com.hashicorp.cdktf.providers.aws.acm_certificate.AcmCertificateConfig;
import com.hashicorp.cdktf.providers.aws.acm_certificate_validation.AcmCertificateValidation;
import com.hashicorp.cdktf.providers.aws.acm_certificate_validation.AcmCertificateValidationConfig;
import com.hashicorp.cdktf.providers.aws.acm_certificate_validation.AcmCertificateValidationTimeouts;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordConfig;
import dev.terrace.ref.CertificateRef;
import dev.terrace.spec.DomainSpec;
import java.util.List;
import software.constructs.Construct;

/**
 * The certificate of a domain and the names below it: an existing one by ARN, one validated by a
 * record in the hosted zone, or one that a person validates while the deployment waits, for up to
 * two hours. The ref is good to use on a listener: the certificate has been issued by then.
 */
public final class Certificate extends Construct {
  private final CertificateRef ref;

  public record Props(DomainSpec domain) {}

  public Certificate(Construct scope, String id, Props props) {
    super(scope, id);
    DomainSpec domain = props.domain();
    if (domain.certificateArn() != null) {
      ref = new CertificateRef(domain.certificateArn());
      return;
    }
    AcmCertificate certificate =
        new AcmCertificate(
            this,
            "certificate",
            AcmCertificateConfig.builder()
                .domainName(domain.name())
                .subjectAlternativeNames(List.of("*." + domain.name()))
                .validationMethod("DNS")
                .lifecycle(TerraformResourceLifecycle.builder().createBeforeDestroy(true).build())
                .build());
    AcmCertificateValidationConfig.Builder validation =
        AcmCertificateValidationConfig.builder()
            .certificateArn(certificate.getArn())
            .timeouts(AcmCertificateValidationTimeouts.builder().create("2h").build());
    if (domain.hostedZoneId() != null) {
      Route53Record record = validationRecord(certificate, domain);
      validation
          .validationRecordFqdns(List.of(record.getFqdn()))
          .dependsOn(List.<ITerraformDependable>of(record));
    }
    ref =
        new CertificateRef(
            new AcmCertificateValidation(this, "issued", validation.build()).getCertificateArn());
  }

  /** The domain and its wildcard are validated by one and the same record. */
  private Route53Record validationRecord(AcmCertificate certificate, DomainSpec domain) {
    // A set has no first element; its list has.
    String option = "tolist(" + reference(certificate) + ")[0]";
    return new Route53Record(
        this,
        "validation-record",
        Route53RecordConfig.builder()
            .zoneId(domain.hostedZoneId())
            .name("${" + option + ".resource_record_name}")
            .type("${" + option + ".resource_record_type}")
            .records(List.of("${" + option + ".resource_record_value}"))
            .ttl(300)
            .allowOverwrite(true)
            .build());
  }

  private static String reference(AcmCertificate certificate) {
    return certificate.getTerraformResourceType()
        + "."
        + certificate.getFriendlyUniqueId()
        + ".domain_validation_options";
  }

  public CertificateRef ref() {
    return ref;
  }
}
