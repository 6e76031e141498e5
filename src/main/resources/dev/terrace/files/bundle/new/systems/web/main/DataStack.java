package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.data.AccessLogBucket;
import dev.terrace.constructs.data.PrivateBucket;
import dev.terrace.constructs.data.StandardData;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.BucketRef;

/** What must outlive everything else: key, secrets, database, bucket. */
final class @Class@DataStack@|@ extends StandardStack<@Class@Config, @Class@DataStack.Outputs> {
  /**
   * @param accessLogs null: none
   */
  record Outputs(StandardData.Refs data, BucketRef uploads, BucketRef accessLogs) {}

  @Class@DataStack(@|@App app, Environment<@Class@Config> environment, WebNetwork.Refs network) {
    super(app, environment, "data");
    StandardData.Refs data = new StandardData(this, config.dataProps(network)).refs();
    BucketRef accessLogs =
        AccessLogBucket.where(
            this, "access-logs", config.accessLogs(), names.prefix() + "-access-logs");
    PrivateBucket uploads =
        new PrivateBucket(
            this,
            "uploads",
            PrivateBucket.Props.of(names.prefix() + "-uploads", data.key())
                .withVersions()
                .withAccessLogs(accessLogs));
    publish(new Outputs(data, uploads.ref(), accessLogs));
  }
}
