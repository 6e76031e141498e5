package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlockConfig;
import software.constructs.Construct;

/** Access to a bucket by everybody. */
final class PublicAccess {
  private PublicAccess() {}

  /**
   * Blocks it, as {@code public-access-block}.
   *
   * @return what a bucket policy depends on: S3 answers both calls at once with a conflict
   */
  static S3BucketPublicAccessBlock block(Construct scope, S3Bucket bucket) {
    return new S3BucketPublicAccessBlock(
        scope,
        "public-access-block",
        S3BucketPublicAccessBlockConfig.builder()
            .bucket(bucket.getId())
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build());
  }
}
