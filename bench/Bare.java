import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderConfig;
import com.hashicorp.cdktf.providers.aws.vpc.Vpc;
import com.hashicorp.cdktf.providers.aws.vpc.VpcConfig;

/** The least that a CDKTF app in Java can be: loads cdktf and the provider, makes one VPC. */
public final class Bare {
  public static void main(String[] args) {
    App app = new App(AppConfig.builder().outdir(args[0]).build());
    TerraformStack stack = new TerraformStack(app, "bare");
    new AwsProvider(stack, "aws", AwsProviderConfig.builder().region("us-west-2").build());
    new Vpc(stack, "vpc", VpcConfig.builder().cidrBlock("10.0.0.0/16").build());
    app.synth();
    System.exit(0);
  }
}
