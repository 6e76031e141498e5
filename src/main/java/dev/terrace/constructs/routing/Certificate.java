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
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * A certificate of ACM, validated by records in a hosted zone, or by a person while the deployment
 * waits, for up to two hours. The ref is good to use on a listener: the certificate has been issued
 * by then. A change of the names creates a new certificate before the old one is deleted.
 */
public final class Certificate extends Construct {
  private final CertificateRef ref;

  /**
   * @param names one and up; the first is the certificate's own, the others are alternatives
   * @param hostedZoneId public zone of all names; null: a person creates the records
   */
  public record Props(List<String> names, String hostedZoneId) {}

  public Certificate(Construct scope, String id, Props props) {
    super(scope, id);
    List<String> names = props.names();
    AcmCertificateConfig.Builder config =
        AcmCertificateConfig.builder()
            .domainName(names.get(0))
            .validationMethod("DNS")
            .lifecycle(TerraformResourceLifecycle.builder().createBeforeDestroy(true).build());
    if (names.size() > 1) {
      config.subjectAlternativeNames(names.subList(1, names.size()));
    }
    AcmCertificate certificate = new AcmCertificate(this, "certificate", config.build());
    AcmCertificateValidationConfig.Builder validation =
        AcmCertificateValidationConfig.builder()
            .certificateArn(certificate.getArn())
            .timeouts(AcmCertificateValidationTimeouts.builder().create("2h").build());
    if (props.hostedZoneId() != null) {
      // A domain and its wildcard are validated by one and the same record.
      List<Route53Record> records =
          names.stream()
              .map(name -> name.replaceFirst("^\\*\\.", ""))
              .distinct()
              .map(name -> validationRecord(certificate, name, props.hostedZoneId()))
              .toList();
      validation
          .validationRecordFqdns(records.stream().map(Route53Record::getFqdn).toList())
          .dependsOn(new ArrayList<ITerraformDependable>(records));
    }
    ref =
        new CertificateRef(
            new AcmCertificateValidation(this, "issued", validation.build()).getCertificateArn());
  }

  /**
   * A certificate that exists, or a new one.
   *
   * @param arn of an issued certificate; null: one is created
   */
  public static CertificateRef givenOrCreated(Construct scope, String id, String arn, Props props) {
    return arn != null ? new CertificateRef(arn) : new Certificate(scope, id, props).ref();
  }

  private Route53Record validationRecord(
      AcmCertificate certificate, String name, String hostedZoneId) {
    // The options are a set, whose order says nothing.
    String option =
        "[for option in "
            + certificate.getTerraformResourceType()
            + "."
            + certificate.getFriendlyUniqueId()
            + ".domain_validation_options : option if trimprefix(option.domain_name, \"*.\") == \""
            + name
            + "\"][0]";
    return new Route53Record(
        this,
        "validation-" + name,
        Route53RecordConfig.builder()
            .zoneId(hostedZoneId)
            .name("${" + option + ".resource_record_name}")
            .type("${" + option + ".resource_record_type}")
            .records(List.of("${" + option + ".resource_record_value}"))
            .ttl(300)
            .allowOverwrite(true)
            .build());
  }

  public CertificateRef ref() {
    return ref;
  }
}
