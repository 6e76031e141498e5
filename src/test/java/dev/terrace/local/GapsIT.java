package dev.terrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Launcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What moto lacks, each gap through the AWS CLI: the tests themselves are in {@code local/tests}.
 */
class GapsIT {

  @Test
  void every_gap_of_the_simulated_aws_is_filled() {
    String python =
        new Python(System.getenv(), Path.of("").toAbsolutePath(), Path.of(".terrace/venv"))
            .withMoto()
            .orElseThrow();

    Launcher.Result result =
        new Launcher()
            .run(
                Map.of("PYTHONPATH", "local"),
                List.of(python, "-m", "unittest", "discover", "-s", "local/tests"))
            .exits(0);

    assertThat(result.errors()).containsPattern("Ran \\d{2,} tests in ").contains("\nOK");
  }
}
