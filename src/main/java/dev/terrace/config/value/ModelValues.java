package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** Names of language models. */
public final class ModelValues {
  private ModelValues() {}

  /** The name that clients ask for. */
  public static final class ModelName extends ValueType {
    public ModelName() {
      super(
          "model-name",
          "[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
          1,
          63,
          "must be a model's name: 1-63 letters, digits, dots, underscores and hyphens");
    }

    @Override
    public List<String> examples() {
      return List.of("claude-sonnet", "custom-gemini-2.5-flash");
    }

    @Override
    public List<String> wrong() {
      return List.of("-a", "a b", "a/b", "a\"b");
    }
  }

  /** Who serves a model, and how it is called there. */
  public static final class ModelReference extends ValueType {
    /** Bedrock API, BedrockModelId: vendor, name and versions. */
    private static final String BEDROCK =
        "[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){1,3}(:[a-z0-9-]{1,63}){0,2}";

    public ModelReference() {
      super(
          "model-reference",
          "(bedrock|anthropic|custom|custom-claude)/[A-Za-z0-9]([A-Za-z0-9._:-]{0,125}[A-Za-z0-9])?",
          3,
          140,
          "must be bedrock/, anthropic/, custom/ or custom-claude/ and the model's id there, such as"
              + " bedrock/anthropic.claude-sonnet-5");
    }

    /** The geography of the inference profile is a key of its own, and put before the id. */
    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if (text.startsWith("bedrock/") && !text.matches("bedrock/" + BEDROCK)) {
        return Optional.of(
            "must be the id of a model as Bedrock lists it, such as"
                + " bedrock/anthropic.claude-sonnet-5");
      }
      return AwsFacts.list("inferenceProfiles").stream()
          .filter(geography -> text.startsWith("bedrock/" + geography + "."))
          .findFirst()
          .map(
              geography ->
                  "must be the model's id without the geography '"
                      + geography
                      + ".', which bedrock.inferenceProfilePrefix gives");
    }

    @Override
    public List<String> examples() {
      return List.of(
          "bedrock/anthropic.claude-sonnet-5", "custom/gpt-4o", "custom-claude/claude-3-5-haiku");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "claude-sonnet-5",
          "openai/gpt-4o",
          "bedrock/",
          "bedrock/a b",
          "bedrock/a/b",
          "bedrock/claude-sonnet-5",
          "bedrock/Anthropic.claude-sonnet-5",
          "bedrock/arn:aws:bedrock:us-east-1::foundation-model",
          "custom/a:",
          "bedrock/us.anthropic.claude-sonnet-5");
    }
  }
}
