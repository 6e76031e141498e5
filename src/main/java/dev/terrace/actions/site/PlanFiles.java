package dev.terrace.actions.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.terrace.actions.deploy.DescribePlans;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.report.PlanDocumentReader;
import dev.terrace.report.PlanRow;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.scan.ChangedResources;
import dev.terrace.terraform.scan.NotAPlan;
import dev.terrace.terraform.scan.PlanScan;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans in files: of {@code terrace plan --json}, or of {@code terraform show -json}. */
final class PlanFiles {
  private static final String HINT =
      "\n  Write one with: ./terrace plan TARGET --json > FILE,"
          + " or terraform plan -out PLANFILE && terraform show -json PLANFILE > FILE";

  private final Synthesis synthesis;
  private final DescribePlans describe;
  private final Map<StackId, List<PlanRow>> rows = new LinkedHashMap<>();

  private PlanFiles(Project project, Synthesis synthesis) {
    this.synthesis = synthesis;
    this.describe = new DescribePlans(project, synthesis);
  }

  /**
   * The rows of each stack that has a plan.
   *
   * @param path a file, or a folder whose files ending in {@code .json} are read
   * @throws UserError of the kind usage when one is no plan, or of no stack of the synthesis
   */
  static Map<StackId, List<PlanRow>> read(Project project, Synthesis synthesis, Path path) {
    PlanFiles plans = new PlanFiles(project, synthesis);
    files(path).forEach(plans::add);
    return plans.rows;
  }

  private static List<Path> files(Path path) {
    if (!Files.exists(path)) {
      throw UserError.usage("--plan " + path + ": there is no such file" + HINT);
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> plans = files.filter(each -> each.toString().endsWith(".json")).sorted().toList();
      if (plans.isEmpty()) {
        throw UserError.usage("--plan " + path + ": has no file that ends in .json" + HINT);
      }
      return plans;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private void add(Path file) {
    try {
      if (isOfTerrace(file)) {
        PlanDocumentReader.read(Json.parse(Files.readString(file)))
            .forEach((id, all) -> put(file, id, all));
      } else {
        Plan plan = plan(file);
        Stack stack = stack(file, plan);
        put(file, stack.id(), describe.of(stack, plan).stacks().get(0).rows());
      }
    } catch (NotAPlan | IllegalArgumentException e) {
      throw UserError.usage("--plan " + file + ": " + e.getMessage() + HINT);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void put(Path file, StackId stack, List<PlanRow> found) {
    if (rows.putIfAbsent(stack, found) != null) {
      throw UserError.usage(
          "--plan " + file + ": is a second plan of " + stack + ": give one plan for each stack");
    }
  }

  private static boolean isOfTerrace(Path file) throws IOException {
    try (InputStream in = open(file);
        JsonParser parser = new JsonFactory().createParser(in)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.currentName().equals("schemaVersion")) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return false;
    } catch (com.fasterxml.jackson.core.JsonParseException e) {
      return false; // the scan says what is wrong with it
    }
  }

  private static Plan plan(Path file) throws IOException {
    PlanScan scan;
    try (InputStream in = open(file)) {
      scan = PlanScan.read(in);
    }
    try (InputStream in = open(file)) {
      Plan plan = Plan.of(ChangedResources.read(in));
      return new Plan(plan.changes(), plan.outputChanges(), scan);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  /** The stack that the file is named after, or else the one with most of the plan's addresses. */
  private Stack stack(Path file, Plan plan) {
    return namedIn(
            file.getFileName().toString(), synthesis.stacks().stream().map(Stack::id).toList())
        .map(synthesis::stack)
        .orElseGet(() -> known(file, plan));
  }

  /** The stack with the longest name that a file's name contains: a name can begin another one. */
  static Optional<StackId> namedIn(String fileName, List<StackId> stacks) {
    return stacks.stream()
        .filter(each -> fileName.contains(each.stackName()))
        .max(Comparator.comparing(each -> each.stackName().length()));
  }

  private Stack known(Path file, Plan plan) {
    Stack best = null;
    long most = 0;
    for (Stack stack : synthesis.stacks()) {
      long known =
          plan.changes().stream()
              .filter(each -> stack.file().constructPath(each.address()).isPresent())
              .count();
      if (known > most) {
        best = stack;
        most = known;
      }
    }
    if (best == null) {
      throw UserError.usage(
          "--plan "
              + file
              + ": it is not clear which stack it is a plan of: name the file after the stack, such"
              + " as "
              + synthesis.stacks().get(0).id().stackName()
              + ".json");
    }
    return best;
  }
}
