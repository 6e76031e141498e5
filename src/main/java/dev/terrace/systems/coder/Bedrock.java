package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NetworkValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where models of Amazon Bedrock run. */
record Bedrock(
    @JsonPropertyDescription("Every region that an inference profile may route to.")
        @Is(value = NetworkValues.Region.class, distinct = true)
        List<String> regions,
    @JsonPropertyDescription("Geography of the inference profiles: us, eu, apac.")
        @Is(NetworkValues.InferenceGeography.class)
        String inferenceProfilePrefix)
    implements Checked {

  /** Bedrock user guide, "Supported Regions and models for inference profiles". */
  private static final Map<String, String> REGIONS_BY_GEOGRAPHY =
      Map.of(
          "us",
          "us-|ca-",
          "eu",
          "eu-",
          "apac",
          "ap-",
          "jp",
          "ap-northeast-",
          "au",
          "ap-southeast-",
          "ca",
          "ca-|us-");

  @Override
  public void check(Problems problems) {
    if (regions != null && regions.isEmpty()) {
      problems.at("regions").add("must name a region", regions);
    }
  }

  /**
   * @param region of the environment, which calls the models
   */
  List<String> warnings(String region) {
    String begins = REGIONS_BY_GEOGRAPHY.getOrDefault(inferenceProfilePrefix, "");
    List<String> all = new ArrayList<>(regions);
    all.add(region);
    return all.stream()
        .filter(each -> !each.matches("(" + begins + ").*"))
        .distinct()
        .map(
            each ->
                "bedrock.inferenceProfilePrefix: '"
                    + inferenceProfilePrefix
                    + "' has no profiles in "
                    + each)
        .toList();
  }
}
