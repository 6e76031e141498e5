package dev.terrace.layers;

import com.hashicorp.cdktf.CloudBackend;
import com.hashicorp.cdktf.CloudBackendConfig;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.NamedCloudWorkspace;
import com.hashicorp.cdktf.S3Backend;
import com.hashicorp.cdktf.S3BackendConfig;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformOutputConfig;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderConfig;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderDefaultTags;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.config.SystemConfig;
import java.util.List;
import software.constructs.Construct;

/**
 * A stack of one layer: the AWS provider with its region and tags, and the backend of its state in.
 */
public abstract class LayerStack extends TerraformStack {
  /** Write-only attributes and ephemeral resources need it; the bindings ask for 5.23.1. */
  private static final String AWS_PROVIDER_VERSION = "~> 5.100";

  protected LayerStack(Construct scope, StackId id, SystemConfig config) {
    super(scope, id.stackName());
    new AwsProvider(
        this,
        "aws",
        AwsProviderConfig.builder()
            .region(config.region())
            .defaultTags(List.of(AwsProviderDefaultTags.builder().tags(config.tags()).build()))
            .build());
    addOverride("terraform.required_version", ">= 1.11");
    addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
    addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);
    keepState(id, config.stateBackend());
  }

  private void keepState(StackId id, Backend backend) {
    if (backend instanceof Backend.S3 s3) {
      S3BackendConfig.Builder builder =
          S3BackendConfig.builder()
              .bucket(s3.bucket())
              .region(s3.region())
              .key(s3.key(id))
              .encrypt(true);
      if (s3.usesTable()) {
        builder.dynamodbTable(s3.dynamodbTable());
      }
      new S3Backend(this, builder.build());
      if (s3.usesLockFile()) {
        // cdktf 0.19.2 does not know the attribute.
        addOverride("terraform.backend.s3.use_lockfile", true);
      }
    } else if (backend instanceof Backend.Cloud cloud) {
      new CloudBackend(
          this,
          CloudBackendConfig.builder()
              .hostname(cloud.hostname())
              .organization(cloud.organization())
              .workspaces(new NamedCloudWorkspace(cloud.workspace(id)))
              .build());
    } else {
      // Stack folders lie side by side, so that a consumer's path to this state is the same as this
      // stack's own.
      new LocalBackend(
          this, LocalBackendConfig.builder().path("../" + id.stackName() + ".tfstate").build());
    }
  }

  /** An output for people, with a name that stays as it is. */
  protected final void output(String name, String value, String description) {
    TerraformOutput output =
        new TerraformOutput(
            this,
            "output-" + name,
            TerraformOutputConfig.builder().value(value).description(description).build());
    output.overrideLogicalId(name);
  }
}
