package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3BucketConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicyConfig;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlockConfig;
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
  private final BucketRef ref;

  /**
   * @param name the whole name; bucket names are global
   * @param noncurrentDays days after which old versions are deleted; 0: never
   * @param moreStatements further statements of its policy, in addition to the one that requires
   *     TLS
   */
  public record Props(
      String name,
      KeyRef key,
      boolean versioned,
      int noncurrentDays,
      List<Statement> moreStatements) {

    public static Props of(String name, KeyRef key) {
      return new Props(name, key, false, 0, List.of());
    }

    public Props withVersions() {
      return new Props(name, key, true, noncurrentDays, moreStatements);
    }

    public Props withNoncurrentDays(int days) {
      return new Props(name, key, versioned, days, moreStatements);
    }
  }

  public PrivateBucket(Construct scope, String id, Props props) {
    super(scope, id);
    String name = Names.exact(Names.Kind.BUCKET_NAME, props.name());
    S3Bucket bucket = new S3Bucket(this, "bucket", S3BucketConfig.builder().bucket(name).build());
    ref = new BucketRef(bucket.getId(), bucket.getArn());
    S3BucketPublicAccessBlock block =
        new S3BucketPublicAccessBlock(
            this,
            "public-access-block",
            S3BucketPublicAccessBlockConfig.builder()
                .bucket(bucket.getId())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build());
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
    // Both calls at once are answered with a conflict by S3.
    new S3BucketPolicy(
        this,
        "policy",
        S3BucketPolicyConfig.builder()
            .bucket(bucket.getId())
            .policy(Statement.document(statements))
            .dependsOn(List.of(block))
            .build());
    if (props.versioned()) {
      S3BucketVersioningA versioning =
          new S3BucketVersioningA(
              this,
              "versioning",
              S3BucketVersioningAConfig.builder()
                  .bucket(bucket.getId())
                  .versioningConfiguration(
                      S3BucketVersioningVersioningConfiguration.builder().status("Enabled").build())
                  .build());
      if (props.noncurrentDays() > 0) {
        lifecycle(bucket, versioning, props.noncurrentDays());
      }
    }
  }

  private void lifecycle(S3Bucket bucket, S3BucketVersioningA versioning, int noncurrentDays) {
    new S3BucketLifecycleConfiguration(
        this,
        "lifecycle",
        S3BucketLifecycleConfigurationConfig.builder()
            .bucket(bucket.getId())
            .rule(
                List.of(
                    S3BucketLifecycleConfigurationRule.builder()
                        .id("expire-noncurrent-versions")
                        .status("Enabled")
                        .filter(
                            S3BucketLifecycleConfigurationRuleFilter.builder().prefix("").build())
                        .noncurrentVersionExpiration(
                            S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                                .noncurrentDays(noncurrentDays)
                                .build())
                        .abortIncompleteMultipartUpload(
                            S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload
                                .builder()
                                .daysAfterInitiation(7)
                                .build())
                        .build()))
            .dependsOn(List.of(versioning))
            .build());
  }

  public BucketRef ref() {
    return ref;
  }
}
