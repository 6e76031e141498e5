package dev.terrace.systems.coder;

import dev.terrace.config.*;
import dev.terrace.support.ChangedEnvironment;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CoderConfigTest {
  static String problems(UnaryOperator<String> change) {
    try {
      new Environments(ChangedEnvironment.of("coder", "production", change))
          .read(new EnvironmentId("coder", "production"), CoderConfig.class);
      return "";
    } catch (ConfigException e) {
      return e.getMessage();
    }
  }

  @Test
  void show() {
    System.out.println(
        problems(
            y ->
                y.replace("region: us-west-2\n", "region: us-west-2\nregoin: x\n")
                    .replace("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/33")
                    .replace(
                        "appSubnets: [10.0.10.0/24, 10.0.11.0/24]",
                        "appSubnets: [10.0.0.128/25, 10.9.0.0/24]")
                    .replace("zones: [us-west-2a, us-west-2b]", "zones: [us-west-2a, us-east-1b]")
                    .replace("priority: 300", "priority: 400")
                    .replace("image: ghcr.io/coder/coder:latest", "image: \"\"")
                    .replace("port: 4000", "port: four")
                    .replace("cpu: 256", "cpu: 257")
                    .replace("{domain}, priority", "{domian}, priority")
                    .replace("https://coder.{domain}", "https://coder.{domian}")
                    .replace("backupDays: 30", "backupDays: 99")
                    .replace("litellm/salt-key", "litellm/salt")
                    .replace("natGateways: one", "natGateways: two")
                    .replace(
                        "namePrefix: coder-production",
                        "namePrefix: coder-production-with-a-long-tail")
                    .replace("  storageGiB: 100\n", "")));
  }
}
