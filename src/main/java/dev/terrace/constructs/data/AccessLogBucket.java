package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3BucketConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicyConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationAConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.spec.AccessLogsSpec;
import java.util.List;
import software.constructs.Construct;

/**
 * A bucket that takes access logs of load balancers ({@code <name>/AWSLogs/}) and of buckets
 * ({@code s3/}), for a number of days. Encrypted with a key of S3's own: neither service writes
 * with a customer key (Elastic Load Balancing, "Enable access logs for your Application Load
 * Balancer"; Amazon S3, "Enabling Amazon S3 server access logging"). A change of the name replaces
 * it.
 */
public final class AccessLogBucket extends Construct {
  /** Prefix of the buckets' logs. */
  static final String BUCKETS = "s3/";

  private final BucketRef ref;

  /**
   * The bucket that an environment asks for.
   *
   * @param spec null: it asks for none, and gets null
   * @param unnamed what the bucket is called where the environment gives no name
   */
  public static BucketRef where(Construct scope, String id, AccessLogsSpec spec, String unnamed) {
    return spec == null ? null : new AccessLogBucket(scope, id, spec.orNamed(unnamed)).ref();
  }

  public AccessLogBucket(Construct scope, String id, AccessLogsSpec spec) {
    super(scope, id);
    S3Bucket bucket =
        new S3Bucket(
            this,
            "bucket",
            S3BucketConfig.builder()
                .bucket(Names.exact(Names.Kind.BUCKET_NAME, spec.bucket()))
                .build());
    S3BucketPublicAccessBlock block = PublicAccess.block(this, bucket);
    encrypt(bucket);
    expire(bucket, spec.days());
    S3BucketPolicy policy =
        new S3BucketPolicy(
            this,
            "policy",
            S3BucketPolicyConfig.builder()
                .bucket(bucket.getId())
                .policy(
                    Statement.document(
                        statements(
                            new BucketRef(bucket.getId(), bucket.getArn()), Account.idOf(this))))
                .dependsOn(List.of(block))
                .build());
    // Through the policy, so that no log is sent before it may be written.
    ref = new BucketRef(policy.getBucket(), bucket.getArn());
  }

  private void encrypt(S3Bucket bucket) {
    new S3BucketServerSideEncryptionConfigurationA(
        this,
        "encryption",
        S3BucketServerSideEncryptionConfigurationAConfig.builder()
            .bucket(bucket.getId())
            .rule(
                List.of(
                    S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .applyServerSideEncryptionByDefault(
                            S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
                                .builder()
                                .sseAlgorithm("AES256")
                                .build())
                        .build()))
            .build());
  }

  private void expire(S3Bucket bucket, int days) {
    new S3BucketLifecycleConfiguration(
        this,
        "lifecycle",
        S3BucketLifecycleConfigurationConfig.builder()
            .bucket(bucket.getId())
            .rule(
                List.of(
                    S3BucketLifecycleConfigurationRule.builder()
                        .id("expire-logs")
                        .status("Enabled")
                        .filter(
                            S3BucketLifecycleConfigurationRuleFilter.builder().prefix("").build())
                        .expiration(
                            S3BucketLifecycleConfigurationRuleExpiration.builder()
                                .days(days)
                                .build())
                        .abortIncompleteMultipartUpload(
                            S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload
                                .builder()
                                .daysAfterInitiation(7)
                                .build())
                        .build()))
            .build());
  }

  /**
   * Elastic Load Balancing, "Enable access logs for your Application Load Balancer", step 2; Amazon
   * S3, "Enabling Amazon S3 server access logging", permissions for log delivery.
   */
  private static List<Statement> statements(BucketRef bucket, String accountId) {
    return List.of(
        Grants.onlyTls(bucket),
        Statement.allow(
                "LoadBalancerLogs",
                List.of("s3:PutObject"),
                List.of(bucket.arn() + "/*/AWSLogs/" + accountId + "/*"))
            .forPrincipal("Service", "logdelivery.elasticloadbalancing.amazonaws.com"),
        Statement.allow(
                "BucketLogs", List.of("s3:PutObject"), List.of(bucket.arn() + "/" + BUCKETS + "*"))
            .forPrincipal("Service", "logging.s3.amazonaws.com")
            .when("StringEquals", "aws:SourceAccount", accountId));
  }

  public BucketRef ref() {
    return ref;
  }
}
