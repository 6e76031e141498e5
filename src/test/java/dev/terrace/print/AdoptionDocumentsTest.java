package dev.terrace.print;

import dev.terrace.actions.adopt.AdoptionStatus;
import dev.terrace.config.EnvironmentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document of {@code adopt status}, byte for byte. */
final class AdoptionDocumentsTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");

  @Test
  void a_status() {
    var left = new TreeMap<>(Map.of("aws_s3_bucket.a", "Bucket a", "aws_s3_bucket.b", "Bucket b"));
    var result =
        new AdoptionStatus.Result(
            List.of(
                new AdoptionStatus.StackStatus(SHOP.stack("data"), Optional.of(5), 3, 2, left),
                new AdoptionStatus.StackStatus(
                    SHOP.stack("network"), Optional.empty(), 0, 7, Map.of())),
            new TreeMap<>(
                Map.of(
                    "../legacy",
                    new TreeSet<>(Set.of("aws_vpc.main", "aws_subnet.a")),
                    "../none",
                    Set.of())));

    Documents.assertDocument(AdoptionPrinter.asJson(result), "adoption-status");
  }
}
