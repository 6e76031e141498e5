package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.source.StackDescription.Listed;
import dev.terrace.config.YamlLimits;
import dev.terrace.files.FileFaults;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a CloudFormation stack from files that the AWS CLI prints: {@code template.json} or {@code
 * template.yaml} ({@code get-template}, or the template itself), {@code resources.json} ({@code
 * list-stack-resources} or {@code describe-stack-resources}) and, if the template has parameters
 * without defaults, {@code stack.json} ({@code describe-stacks}).
 */
public final class CloudFormationFolder {
  private static final List<String> TEMPLATES =
      List.of("template.json", "template.yaml", "template.yml");
  private static final Pattern ACCOUNT =
      Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\\d{12}):.*");

  private CloudFormationFolder() {}

  /**
   * @param shownAs the folder as given on the command line
   * @param region of the stack, if its files lack it
   * @throws AdoptException if a file is missing or invalid
   */
  public static StackDescription read(String shownAs, Path folder, String region) {
    List<Path> templates =
        TEMPLATES.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
    Path resources = folder.resolve("resources.json");
    if (templates.size() != 1 || !Files.isRegularFile(resources)) {
      throw new AdoptException(
          shownAs
              + ": must contain template.json or template.yaml ('aws cloudformation get-template')"
              + " and resources.json ('aws cloudformation list-stack-resources'); it contains "
              + names(folder));
    }
    List<Listed> listed = listed(shownAs, resources);
    Path stackFile = folder.resolve("stack.json");
    JsonNode stack =
        Files.isRegularFile(stackFile)
            ? CloudFormationTemplate.tree(shownAs + "/stack.json", text(shownAs, stackFile))
                .at("/Stacks/0")
            : Json.object();
    Map<String, String> parameters = new TreeMap<>();
    for (JsonNode each : stack.path("Parameters")) {
      parameters.put(
          each.path("ParameterKey").asText(),
          each.path("ResolvedValue").asText(each.path("ParameterValue").asText()));
    }
    String id = stack.path("StackId").asText();
    String[] parts = id.split(":", -1);
    return new StackDescription(
        stack.path("StackName").asText(name(folder)),
        text(shownAs, templates.get(0)),
        parts.length > 5 ? parts[3] : region,
        parts.length > 5 ? parts[4] : account(shownAs, listed),
        parameters,
        listed);
  }

  private static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private static List<Listed> listed(String folder, Path file) {
    String shownAs = folder + "/" + file.getFileName();
    JsonNode tree = CloudFormationTemplate.tree(shownAs, text(folder, file));
    JsonNode list =
        tree.path("StackResourceSummaries").isArray()
            ? tree.path("StackResourceSummaries")
            : tree.path("StackResources");
    if (!list.isArray()) {
      throw new AdoptException(
          shownAs
              + ": is not a list of stack resources: it has no list 'StackResourceSummaries'. Give"
              + " the output of 'aws cloudformation list-stack-resources'");
    }
    List<Listed> listed = new ArrayList<>();
    for (JsonNode each : list) {
      listed.add(
          new Listed(
              each.path("LogicalResourceId").asText(),
              each.path("ResourceType").asText(),
              each.path("PhysicalResourceId").asText(),
              each.path("ResourceStatus").asText()));
    }
    return listed;
  }

  /** The account in the physical ids that are ARNs. */
  private static String account(String shownAs, List<Listed> listed) {
    Set<String> accounts = new LinkedHashSet<>();
    for (Listed each : listed) {
      Matcher arn = ACCOUNT.matcher(each.physicalId());
      if (arn.matches()) {
        accounts.add(arn.group(1));
      }
    }
    if (accounts.size() > 1) {
      throw new AdoptException(
          shownAs
              + ": its resources are in several accounts ("
              + String.join(", ", accounts)
              + "): add the output of 'aws cloudformation describe-stacks' as stack.json");
    }
    return accounts.stream().findFirst().orElse("");
  }

  private static String names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "nothing: the folder does not exist";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      return names.isEmpty() ? "nothing" : String.join(", ", names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String folder, Path file) {
    String shownAs = folder + "/" + file.getFileName();
    try {
      return YamlLimits.decode(Files.readAllBytes(file), shownAs);
    } catch (IOException e) {
      throw new AdoptException(shownAs + ": cannot be read: " + FileFaults.reason(e));
    }
  }
}
