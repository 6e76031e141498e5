package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3BucketConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_logging.S3BucketLoggingA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_logging.S3BucketLoggingAConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicyConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationAConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningAConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningVersioningConfiguration;
import dev.terrace.config.Names;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.KeyRef;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * A bucket without public access: encrypted with a customer key (with a bucket key, which saves
 * calls to KMS), all public access blocked, TLS only. A change of the name replaces it.
 */
public final class PrivateBucket extends Construct {
  private static final int NONCURRENT_DAYS = 90;

  private final BucketRef ref;

  /**
   * @param name the whole name; bucket names are global
   * @param noncurrentDays days after which old versions are deleted; 0: it has none
   * @param accessLogs bucket that takes its access logs, or null for none
   * @param moreStatements further statements of its policy, in addition to the one that requires
   *     TLS
   */
  public record Props(
      String name,
      KeyRef key,
      boolean versioned,
      int noncurrentDays,
      BucketRef accessLogs,
      List<Statement> moreStatements) {

    public static Props of(String name, KeyRef key) {
      return new Props(name, key, false, 0, null, List.of());
    }

    /** Old versions are kept for 90 days. */
    public Props withVersions() {
      return withNoncurrentDays(NONCURRENT_DAYS);
    }

    public Props withNoncurrentDays(int days) {
      return new Props(name, key, true, days, accessLogs, moreStatements);
    }

    /**
     * @param logs null: none
     */
    public Props withAccessLogs(BucketRef logs) {
      return new Props(name, key, versioned, noncurrentDays, logs, moreStatements);
    }
  }

  public PrivateBucket(Construct scope, String id, Props props) {
    super(scope, id);
    String name = Names.exact(Names.Kind.BUCKET_NAME, props.name());
    S3Bucket bucket = new S3Bucket(this, "bucket", S3BucketConfig.builder().bucket(name).build());
    ref = new BucketRef(bucket.getId(), bucket.getArn());
    S3BucketPublicAccessBlock block = PublicAccess.block(this, bucket);
    new S3BucketServerSideEncryptionConfigurationA(
        this,
        "encryption",
        S3BucketServerSideEncryptionConfigurationAConfig.builder()
            .bucket(bucket.getId())
            .rule(
                List.of(
                    S3BucketServerSideEncryptionConfigurationRuleA.builder()
                        .bucketKeyEnabled(true)
                        .applyServerSideEncryptionByDefault(
                            S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
                                .builder()
                                .sseAlgorithm("aws:kms")
                                .kmsMasterKeyId(props.key().arn())
                                .build())
                        .build()))
            .build());
    List<Statement> statements = new ArrayList<>(List.of(Grants.onlyTls(ref)));
    statements.addAll(props.moreStatements());
    new S3BucketPolicy(
        this,
        "policy",
        S3BucketPolicyConfig.builder()
            .bucket(bucket.getId())
            .policy(Statement.document(statements))
            .dependsOn(List.of(block))
            .build());
    List<S3BucketVersioningA> versioning = new ArrayList<>();
    if (props.versioned()) {
      versioning.add(
          new S3BucketVersioningA(
              this,
              "versioning",
              S3BucketVersioningAConfig.builder()
                  .bucket(bucket.getId())
                  .versioningConfiguration(
                      S3BucketVersioningVersioningConfiguration.builder().status("Enabled").build())
                  .build()));
    }
    lifecycle(bucket, versioning, props.noncurrentDays());
    if (props.accessLogs() != null) {
      new S3BucketLoggingA(
          this,
          "access-logs",
          S3BucketLoggingAConfig.builder()
              .bucket(bucket.getId())
              .targetBucket(props.accessLogs().name())
              .targetPrefix(AccessLogBucket.BUCKETS)
              .build());
    }
  }

  /**
   * S3 keeps parts of uploads that were never completed, and bills them: Amazon S3 user guide,
   * "Configuring a bucket lifecycle configuration to delete incomplete multipart uploads".
   */
  private void lifecycle(
      S3Bucket bucket, List<S3BucketVersioningA> versioning, int noncurrentDays) {
    S3BucketLifecycleConfigurationRule.Builder rule =
        S3BucketLifecycleConfigurationRule.builder()
            .id(noncurrentDays > 0 ? "expire-noncurrent-versions" : "abort-incomplete-uploads")
            .status("Enabled")
            .filter(S3BucketLifecycleConfigurationRuleFilter.builder().prefix("").build());
    if (noncurrentDays > 0) {
      rule.noncurrentVersionExpiration(
          S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
              .noncurrentDays(noncurrentDays)
              .build());
    }
    rule.abortIncompleteMultipartUpload(
        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
            .daysAfterInitiation(7)
            .build());
    S3BucketLifecycleConfigurationConfig.Builder config =
        S3BucketLifecycleConfigurationConfig.builder()
            .bucket(bucket.getId())
            .rule(List.of(rule.build()));
    if (!versioning.isEmpty()) {
      config.dependsOn(versioning);
    }
    new S3BucketLifecycleConfiguration(this, "lifecycle", config.build());
  }

  public BucketRef ref() {
    return ref;
  }
}
