package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.providers.aws.ecr_pull_through_cache_rule.EcrPullThroughCacheRule;
import com.hashicorp.cdktf.providers.aws.ecr_pull_through_cache_rule.EcrPullThroughCacheRuleConfig;
import dev.terrace.config.Names;
import software.constructs.Construct;

/**
 * Keeps images of another registry in ECR, which fetches each the first time that it is pulled: ECR
 * user guide, "Sync an upstream registry with an Amazon ECR private registry". ECR creates a
 * repository per image; a destroy leaves them. A change of the prefix or the registry replaces the
 * rule.
 */
public final class PullThroughCache extends Construct {
  private final String registry;

  /**
   * @param prefix of the repositories, the whole name
   * @param upstream such as registry-1.docker.io
   * @param credentialArn of a secret whose name begins with ecr-pullthroughcache/
   */
  public record Props(String prefix, String upstream, String credentialArn, String region) {}

  public PullThroughCache(Construct scope, String id, Props props) {
    super(scope, id);
    EcrPullThroughCacheRule rule =
        new EcrPullThroughCacheRule(
            this,
            "rule",
            EcrPullThroughCacheRuleConfig.builder()
                .ecrRepositoryPrefix(Names.exact(Names.Kind.IMAGE_CACHE, props.prefix()))
                .upstreamRegistryUrl(props.upstream())
                .build());
    // The bindings do not know it.
    rule.addOverride("credential_arn", props.credentialArn());
    registry =
        rule.getRegistryId()
            + ".dkr.ecr."
            + props.region()
            + ".amazonaws.com/"
            + rule.getEcrRepositoryPrefix();
  }

  /** What stands before the name of a cached image. */
  public String registry() {
    return registry;
  }
}
