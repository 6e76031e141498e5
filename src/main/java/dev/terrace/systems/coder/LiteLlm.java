package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.ModelValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models that LiteLLM offers, and its configuration file. */
record LiteLlm(
    @OptionalKey
        @JsonPropertyDescription(
            "provider/model by the name that clients ask for; providers: bedrock (the id without the geography),"
                + " anthropic, custom and custom-claude (the custom models).")
        @Is(value = ModelValues.ModelReference.class, keys = ModelValues.ModelName.class)
        LinkedHashMap<String, String> models,
    @OptionalKey
        @JsonPropertyDescription(
            "Completions are kept in Redis and given again; default: false, since Redis evicts nothing: Langfuse's queues"
                + " live there.")
        Boolean cache)
    implements Checked {

  private static final String BEDROCK = "bedrock/";

  LiteLlm {
    models = models == null ? current() : models;
    cache = cache != null && cache;
  }

  @Override
  public void check(Problems problems) {
    if (models.isEmpty()) {
      problems.at("models").add("must name a model; without the key: those of today");
    }
  }

  static LiteLlm standard() {
    return new LiteLlm(null, null);
  }

  /**
   * Amazon Bedrock user guide, "Model lifecycle" (2026-11-26): a model stays for at least 12 months
   * after its launch. Claude Sonnet 5 launched on 2026-06-30, Claude Haiku 5.5 in 2026-10; Claude
   * Sonnet 4 and Claude 3.5 Haiku (end of life 2026-06-19) are retired.
   */
  private static LinkedHashMap<String, String> current() {
    LinkedHashMap<String, String> models = new LinkedHashMap<>();
    models.put("claude-sonnet", "bedrock/anthropic.claude-sonnet-5");
    models.put("claude-haiku", "bedrock/anthropic.claude-haiku-5-5");
    models.put("anthropic-claude-sonnet", "anthropic/claude-sonnet-5");
    models.put("custom-gpt-4o", "custom/gpt-4o");
    models.put("custom-gemini-2.5-flash", "custom/gemini-2.5-flash");
    models.put("custom-claude-haiku", "custom-claude/claude-3-5-haiku");
    return models;
  }

  /** The ids of the models on Bedrock, without a geography. */
  List<String> bedrockModels() {
    return models.values().stream()
        .filter(model -> model.startsWith(BEDROCK))
        .map(model -> model.substring(BEDROCK.length()))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * @param template {@code deploy/coder/litellm-config.yaml}
   * @param geography of the inference profiles, such as us
   */
  String file(String template, String geography) {
    StringBuilder list = new StringBuilder("model_list:\n");
    models.forEach(
        (name, model) -> {
          list.append("  - model_name: \"").append(name).append("\"\n    litellm_params:\n");
          parameters(model, geography)
              .forEach(
                  (key, value) ->
                      list.append("      ").append(key).append(": ").append(value).append('\n'));
        });
    String filled = template.replace("model_list: []\n", list);
    return cache
        ? filled.replace("  cache: false\n", "  cache: true\n  cache_params:\n    type: redis\n")
        : filled;
  }

  private static Map<String, String> parameters(String reference, String geography) {
    int slash = reference.indexOf('/');
    String model = reference.substring(slash + 1);
    Map<String, String> parameters = new LinkedHashMap<>();
    switch (reference.substring(0, slash)) {
      case "bedrock" -> {
        parameters.put("model", BEDROCK + geography + "." + model);
        parameters.put("aws_region_name", "os.environ/AWS_REGION_NAME");
      }
      case "anthropic" -> {
        parameters.put("model", "anthropic/" + model);
        parameters.put("api_key", "os.environ/ANTHROPIC_API_KEY");
      }
      case "custom" -> {
        parameters.put("model", "openai/" + model);
        parameters.put("api_base", "os.environ/CUSTOM_LLM_API_BASE");
        parameters.put("api_key", "os.environ/CUSTOM_LLM_API_KEY");
      }
      default -> {
        parameters.put("model", "anthropic/" + model);
        parameters.put("api_base", "os.environ/CUSTOM_LLM_CLAUDE_API_BASE");
        parameters.put("api_key", "os.environ/CUSTOM_LLM_API_KEY");
      }
    }
    return parameters;
  }
}
