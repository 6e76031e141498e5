package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.config.SchemaKeys;
import dev.terrace.config.Target;
import dev.terrace.config.YamlFile;
import dev.terrace.config.value.NameValues;
import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import dev.terrace.systems.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds a service to the file of an environment, and to the files of those that extend it what they
 * need to say about it. Nothing is written unless all of them are valid with it.
 */
public final class CreateService {
  private static final String SERVICES = "services";

  private final Project project;

  public CreateService(Project project) {
    this.project = project;
  }

  /**
   * @param target one environment
   * @param dryRun whether no file is written
   */
  public record Request(String target, EntryRequest entry, boolean dryRun) {}

  /**
   * @throws ConfigException with every problem that the service would have
   */
  public CreateResult run(Request request) {
    EnvironmentId id = environment(request.target());
    ConfigDraft draft = new ConfigDraft(project);
    Environments before = draft.environments();
    SchemaKeys keys = serviceKeys(id.system());
    draft.environment(id);
    YamlFile written = before.written(id);
    EntryRequest entry = request.entry();
    List<String> notes = new ArrayList<>();
    Heirs heirs = Heirs.of(id, draft);
    checkNew(entry, written, heirs);
    heirs
        .invalid()
        .forEach(each -> notes.add(ConfigDraft.name(each) + " is invalid and was not checked"));

    ServiceEntry service =
        new ServiceEntry(
            entry,
            keys,
            written.tree(),
            heirs.valid().values().stream().map(each -> (JsonNode) each.tree()).toList());
    draft.insert(id, List.of(SERVICES, entry.name()), service.build());
    List<Choice> choices = new ArrayList<>(service.choices());
    heirs
        .valid()
        .forEach((heir, file) -> choices.addAll(inherit(draft, before, heir, file, entry.name())));

    List<EnvironmentId> changed = new ArrayList<>(List.of(id));
    changed.addAll(heirs.valid().keySet());
    refuse(draft.problems(changed), entry.name());
    if (!request.dryRun()) {
      draft.write();
    }
    notes.addAll(service.notes());
    return new CreateResult(
        !request.dryRun(),
        draft.changes(),
        choices,
        notes,
        "./terrace plan " + id + project.options());
  }

  private EnvironmentId environment(String target) {
    Target parsed = Target.parse(target);
    if (target.contains("*") || target.split("/", -1).length != 2) {
      throw new ConfigException(
          "target '" + target + "'", "must name one environment, such as alva/staging");
    }
    Systems.named(parsed.system());
    return new EnvironmentId(parsed.system(), parsed.environment());
  }

  /**
   * @throws UserError where the schema has no map of services
   */
  static SchemaKeys serviceKeys(String system) {
    SchemaKeys keys = SchemaKeys.of(system, SERVICES, "any");
    if (!keys.has("port")) {
      throw UserError.usage(
          "the environments of "
              + system
              + " have no map 'services' with ports: what runs there is defined by the stacks of the"
              + " system in Java. Give its configuration record a component 'services', a map of"
              + " ServiceSpec by name, and deploy each of them (docs/recipes/add-a-service.md)");
    }
    return keys;
  }

  private static void checkNew(EntryRequest request, YamlFile written, Heirs heirs) {
    String name = request.name();
    List<Problem> problems = new ArrayList<>();
    new NameValues.ServiceName()
        .refusal(name)
        .ifPresent(rule -> problems.add(new Problem("service name", rule, name)));
    Map<String, YamlFile> files = new TreeMap<>();
    heirs.valid().forEach((id, file) -> files.put(id.toString(), file));
    files.put("", written);
    for (YamlFile file : files.values()) {
      if (problems.isEmpty() && file.tree().path(SERVICES).has(name)) {
        problems.add(new Problem(file.locate(SERVICES + "." + name), "exists already", null));
      }
    }
    JsonNode services = written.tree().path(SERVICES);
    request
        .from()
        .filter(from -> !services.path(from).isObject())
        .ifPresent(
            from -> {
              List<String> names = new ArrayList<>();
              services.fieldNames().forEachRemaining(names::add);
              problems.add(
                  new Problem(
                      "--from",
                      "must name a service; there are: " + String.join(", ", names),
                      from));
            });
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Adds what an environment that extends the other one says about the service. */
  private static List<Choice> inherit(
      ConfigDraft draft, Environments before, EnvironmentId heir, YamlFile own, String name) {
    YamlFile base = before.written(before.base(heir).orElseThrow());
    JsonNode inherited = draft.environments().written(heir).tree().path(SERVICES).path(name);
    List<Choice> choices =
        HeirEntry.of(
            name,
            inherited,
            base.tree().path(SERVICES),
            own.tree().path(SERVICES),
            heir.toString());
    if (!choices.isEmpty()) {
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      choices.forEach(each -> Trees.set(values, each.path(), each.value()));
      draft.insert(heir, List.of(SERVICES, name), values.path(SERVICES).path(name));
    }
    return choices;
  }

  private static void refuse(List<Problem> problems, String name) {
    if (problems.isEmpty()) {
      return;
    }
    List<Problem> all = new ArrayList<>(problems);
    all.add(
        new Problem(
            "service '" + name + "'",
            "was not added, no file was changed; give missing values with --set KEY=VALUE, or copy"
                + " another service with --from SERVICE",
            null));
    throw new ConfigException(all);
  }
}
