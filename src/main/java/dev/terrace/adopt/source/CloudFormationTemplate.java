package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.config.YamlLimits;
import dev.terrace.files.YamlScalar;
import dev.terrace.terraform.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A CloudFormation template, JSON or YAML; short forms of functions ({@code !GetAtt a.b}) become
 * long ones.
 *
 * @param shownAs its name in messages
 * @param text its original text, without what the AWS CLI prints around it
 * @param tree the parsed template
 * @param entries positions of the keys of each resource in the text, by logical id
 */
public record CloudFormationTemplate(
    String shownAs, String text, ObjectNode tree, Map<String, Map<String, Entry>> entries) {

  /** CloudFormation takes templates of 1 MB and 500 resources: its user guide, "Quotas". */
  private static final int MOST_VALUES = 500_000;

  private static final int DEEPEST = 200;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(false)
          .setSchema(new CoreSchema())
          .setCodePointLimit(50_000_000)
          .build();

  /**
   * The position of a resource's key in the text, in code points.
   *
   * @param flow whether the resource is in braces, as in JSON
   */
  public record Entry(int start, int column, int valueStart, int valueEnd, boolean flow) {}

  /**
   * @param text the template, or the answer of {@code aws cloudformation get-template} around it
   * @throws AdoptException if it is not a template
   */
  public static CloudFormationTemplate parse(String shownAs, String text) {
    Node root = compose(shownAs, text);
    JsonNode tree = new Reader(shownAs).convert(root);
    if (tree.path("TemplateBody").isTextual()) {
      return parse(shownAs, tree.path("TemplateBody").asText());
    }
    if (tree.path("TemplateBody").isObject()) {
      return parse(shownAs, Json.pretty(tree.path("TemplateBody")));
    }
    if (!(tree instanceof ObjectNode object) || !object.path("Resources").isObject()) {
      throw new AdoptException(
          shownAs
              + ": is not a CloudFormation template: it has no map 'Resources'. Give the output of"
              + " 'aws cloudformation get-template', or the template itself");
    }
    if (object.has("Transform")) {
      throw new AdoptException(
          shownAs
              + ": has a Transform ("
              + object.path("Transform")
              + "): give the processed template, 'aws cloudformation get-template"
              + " --template-stage Processed'");
    }
    return new CloudFormationTemplate(shownAs, text, object, entries((MappingNode) root));
  }

  /** Parses YAML and replaces short forms with long ones. */
  static JsonNode tree(String shownAs, String text) {
    return new Reader(shownAs).convert(compose(shownAs, text));
  }

  private static Node compose(String shownAs, String text) {
    try {
      YamlLimits.checkStructure(text, shownAs, SETTINGS, MOST_VALUES, DEEPEST);
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      return root.orElseThrow(() -> new AdoptException(shownAs + ": is empty"));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new AdoptException(
          shownAs + line + ": is neither JSON nor YAML: " + e.getProblem().strip());
    } catch (YamlEngineException e) {
      throw new AdoptException(shownAs + ": is neither JSON nor YAML: " + e.getMessage());
    }
  }

  private static Map<String, Map<String, Entry>> entries(MappingNode root) {
    Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    MappingNode resources = (MappingNode) value(root, "Resources");
    for (NodeTuple resource : resources.getValue()) {
      if (resource.getValueNode() instanceof MappingNode keys) {
        Map<String, Entry> places = new LinkedHashMap<>();
        for (NodeTuple key : keys.getValue()) {
          Mark start = mark(key.getKeyNode().getStartMark());
          Node value = key.getValueNode();
          places.put(
              key(key),
              new Entry(
                  start.getIndex(),
                  start.getColumn(),
                  mark(value.getStartMark()).getIndex(),
                  mark(value.getEndMark()).getIndex(),
                  keys.getFlowStyle() == FlowStyle.FLOW));
        }
        entries.put(key(resource), places);
      }
    }
    return entries;
  }

  private static Mark mark(Optional<Mark> mark) {
    return mark.orElseThrow(() -> new IllegalStateException("the parser returned no position"));
  }

  private static Node value(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(tuple -> key(tuple).equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst()
        .orElseThrow();
  }

  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** The logical ids of resources, in the order of the template. */
  public List<String> logicalIds() {
    return List.copyOf(entries.keySet());
  }

  public JsonNode resource(String logicalId) {
    return tree.path("Resources").path(logicalId);
  }

  /** Makes a tree of nodes; an alias stands for what it expands to. */
  private static final class Reader {
    private final String shownAs;
    private int values;

    Reader(String shownAs) {
      this.shownAs = shownAs;
    }

    JsonNode convert(Node node) {
      if (++values > MOST_VALUES) {
        throw new AdoptException(
            shownAs + ": has more than " + MOST_VALUES + " values after its aliases are expanded");
      }
      String tag = node.getTag().getValue();
      JsonNode plain = plain(node);
      if (!tag.startsWith("!") || tag.length() == 1) {
        return plain;
      }
      String name = tag.substring(1);
      ObjectNode function = Json.object();
      if (name.equals("Ref") || name.equals("Condition")) {
        function.set(name, plain);
      } else if (name.equals("GetAtt") && plain.isTextual()) {
        int dot = plain.asText().indexOf('.');
        function
            .putArray("Fn::GetAtt")
            .add(dot < 0 ? plain.asText() : plain.asText().substring(0, dot))
            .add(dot < 0 ? "" : plain.asText().substring(dot + 1));
      } else {
        function.set("Fn::" + name, plain);
      }
      return function;
    }

    private JsonNode plain(Node node) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      if (node instanceof MappingNode mapping) {
        ObjectNode object = json.objectNode();
        mapping.getValue().forEach(tuple -> object.set(key(tuple), convert(tuple.getValueNode())));
        return object;
      }
      if (node instanceof SequenceNode sequence) {
        ArrayNode array = json.arrayNode();
        sequence.getValue().forEach(element -> array.add(convert(element)));
        return array;
      }
      return YamlScalar.of((ScalarNode) node);
    }
  }
}
