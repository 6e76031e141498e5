package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.providers.aws.ecr_lifecycle_policy.EcrLifecyclePolicy;
import com.hashicorp.cdktf.providers.aws.ecr_lifecycle_policy.EcrLifecyclePolicyConfig;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepository;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryConfig;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryEncryptionConfiguration;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryImageScanningConfiguration;
import dev.terrace.config.Names;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RepositoryRef;
import java.util.List;
import software.constructs.Construct;

/**
 * A repository of ECR: images are scanned when they are pushed, encrypted with a customer key, and
 * a tag never moves. A change of the name or the key replaces it, with its images.
 *
 * <p>A deployment adds the tag {@code released-<tag>} to what it deploys, so that builds that
 * nobody deploys never push out what runs: an image that an earlier rule selects cannot be expired
 * by a later one (ECR user guide, "Automate the cleanup of images by using lifecycle policies").
 */
public final class ImageRepository extends Construct {
  /** Starts the second tag of an image that is deployed. */
  public static final String RELEASED = "released-";

  private final RepositoryRef ref;

  /**
   * @param name the whole name
   * @param keep images that stay, the newest ones, 1 and up
   * @param keepReleased of the released images, the newest ones, 1 and up
   */
  public record Props(String name, KeyRef key, int keep, int keepReleased) {}

  public ImageRepository(Construct scope, String id, Props props) {
    super(scope, id);
    EcrRepository repository =
        new EcrRepository(
            this,
            "repository",
            EcrRepositoryConfig.builder()
                .name(Names.exact(Names.Kind.REPOSITORY, props.name()))
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(
                    EcrRepositoryImageScanningConfiguration.builder().scanOnPush(true).build())
                .encryptionConfiguration(
                    List.of(
                        EcrRepositoryEncryptionConfiguration.builder()
                            .encryptionType("KMS")
                            .kmsKey(props.key().arn())
                            .build()))
                .build());
    new EcrLifecyclePolicy(
        this,
        "lifecycle",
        EcrLifecyclePolicyConfig.builder()
            .repository(repository.getName())
            .policy(
                """
                {"rules":[{"rulePriority":1,"description":"Keep the last %2$s released images",\
                "selection":{"tagStatus":"tagged","tagPrefixList":["%3$s"],\
                "countType":"imageCountMoreThan","countNumber":%2$s},\
                "action":{"type":"expire"}},\
                {"rulePriority":2,"description":"Keep the last %1$s images",\
                "selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":%1$s},\
                "action":{"type":"expire"}}]}\
                """
                    .formatted(props.keep(), props.keepReleased(), RELEASED))
            .build());
    ref = new RepositoryRef(repository.getArn(), repository.getRepositoryUrl());
  }

  public RepositoryRef ref() {
    return ref;
  }
}
