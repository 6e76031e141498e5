package dev.terrace.actions.affected;

import dev.terrace.affected.SynthesizedStack;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.MovesFile;
import dev.terrace.files.FileTrees;
import dev.terrace.git.GitException;
import dev.terrace.git.Revision;
import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.Systems;
import dev.terrace.ui.Ui;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stacks as a revision describes them. What a synthesis depends on is the code and the files of
 * the environment's system. Where they are the same as now, so are the stacks. Else the revision is
 * synthesized, by the code at hand if that is the same, and kept by the digests that git gives the
 * code and those files in the revision.
 */
final class EarlierStacks {
  /** What a synthesis depends on, besides the environments; relative to the project. */
  private static final List<String> CODE =
      List.of(
          "pom.xml",
          ".mvn",
          "src/main",
          "deploy",
          "launcher",
          "terrace",
          "package.json",
          "package-lock.json",
          "cdktf.json");

  /** What decides how the same stacks are planned. */
  private static final List<String> TOOLS = List.of(".terraform.lock.hcl", ".terraform-version");

  private final Project project;
  private final Ui ui;
  private final String name;
  private final Revision revision;
  private final Path home;
  private final Path environments;
  private final List<Path> code;
  private final KeptSyntheses kept;

  EarlierStacks(Project project, Ui ui, String name) {
    this.project = project;
    this.ui = ui;
    this.name = name;
    this.revision = Revision.of(project.home(), name);
    this.home = revision.relative(project.home());
    this.environments = revision.relative(project.environments());
    this.code = CODE.stream().map(home::resolve).toList();
    this.kept = new KeptSyntheses(project.state().resolve("affected"));
  }

  /**
   * The revision's stacks of the environments of a synthesis, by name.
   *
   * @throws GitException when the revision cannot be compared
   */
  Map<String, SynthesizedStack> of(Synthesis now) {
    for (String tool : TOOLS) {
      if (revision.differs(List.of(home.resolve(tool)))) {
        throw GitException.of(tool + " differs, so the same stacks may be planned otherwise");
      }
    }
    boolean sameCode = !revision.differs(code);
    Map<String, SynthesizedStack> stacks = new HashMap<>();
    List<Environment<?>> open = new ArrayList<>();
    for (Environment<?> each : now.selection().environments()) {
      if (sameCode && isSame(each.id())) {
        stacks.putAll(KeptSyntheses.read(folders(now, each.id())));
      } else {
        kept.find(key(each.id())).ifPresentOrElse(stacks::putAll, () -> open.add(each));
      }
    }
    stacks.putAll(synthesize(open, now, sameCode));
    return stacks;
  }

  /** Whether the file of an environment, and every other that it is made of, is as it was. */
  private boolean isSame(EnvironmentId id) {
    Environments files = new Environments(project.environments());
    List<Path> read = new ArrayList<>(List.of(MovesFile.path(Path.of(""), id.system())));
    for (Optional<EnvironmentId> each = Optional.of(id); each.isPresent(); ) {
      read.add(Path.of(each.get().system(), each.get().environment() + ".yaml"));
      each = files.base(each.get());
    }
    // What a link leads to is not compared.
    return read.stream().noneMatch(each -> leadsElsewhere(project.environments().resolve(each)))
        && !revision.differs(read.stream().map(environments::resolve).toList());
  }

  private static boolean leadsElsewhere(Path file) {
    return Files.isSymbolicLink(file) || Files.isSymbolicLink(file.getParent());
  }

  /** A digest of everything that the stacks of an environment depend on in the revision. */
  private String key(EnvironmentId id) {
    List<Path> paths = new ArrayList<>(code);
    paths.add(environments.resolve(id.system()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((revision.contents(paths) + id).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, SynthesizedStack> synthesize(
      List<Environment<?>> open, Synthesis now, boolean sameCode) {
    // Without such a folder, every environment is new.
    if (open.isEmpty() || revision.contents(List.of(environments)).isBlank()) {
      return Map.of();
    }
    Path tree = Synthesis.temporaryFolder();
    try {
      Map<EnvironmentId, List<Path>> found =
          sameCode ? byThisCode(tree, open, now) : byItsOwnCode(tree, open);
      Map<String, SynthesizedStack> stacks = new HashMap<>();
      found.forEach(
          (id, folders) -> {
            stacks.putAll(KeptSyntheses.read(folders));
            kept.keep(key(id), folders);
          });
      return stacks;
    } finally {
      FileTrees.delete(tree);
    }
  }

  private Map<EnvironmentId, List<Path>> byThisCode(
      Path tree, List<Environment<?>> open, Synthesis now) {
    revision.export(tree, environments);
    List<Environment<?>> valid = new ArrayList<>();
    for (Environment<?> each : open) {
      read(tree.resolve(environments), each.id()).ifPresent(valid::add);
    }
    Map<EnvironmentId, List<Path>> found = new HashMap<>();
    if (!valid.isEmpty()) {
      Selection selection = new Selection(valid, now.selection().targets());
      Synthesis earlier = Synthesis.of(selection, Synthesis.temporaryFolder());
      valid.forEach(each -> found.put(each.id(), folders(earlier, each.id())));
    }
    return found;
  }

  private static List<Path> folders(Synthesis synthesis, EnvironmentId id) {
    return synthesis.stacks().stream()
        .filter(stack -> stack.id().environment().equals(id))
        .map(Stack::folder)
        .toList();
  }

  /** Empty where it is missing or invalid: then everything in it is new. */
  private static Optional<Environment<?>> read(Path environments, EnvironmentId id) {
    try {
      return Optional.of(new Environments(environments).read(id, Systems.named(id.system())));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private Map<EnvironmentId, List<Path>> byItsOwnCode(Path tree, List<Environment<?>> open) {
    revision.export(tree);
    List<EnvironmentId> ids = new ArrayList<>();
    for (Environment<?> each : open) {
      Environments files = new Environments(tree.resolve(environments));
      if (files.of(each.id().system()).contains(each.id())) {
        ids.add(each.id());
      }
    }
    if (ids.isEmpty()) {
      return Map.of();
    }
    ui.note("the code differs from " + name + ": building that, which takes minutes");
    Path builds = project.home().resolve(".terrace").resolve("builds");
    Path folder =
        Revision.synthesize(
            tree.resolve(home),
            builds,
            tree.resolve(environments),
            ids.stream().map(EnvironmentId::toString).toList());
    Map<EnvironmentId, List<Path>> found = new HashMap<>();
    ids.forEach(id -> found.put(id, new ArrayList<>()));
    for (Path each : KeptSyntheses.list(folder)) {
      owner(each.getFileName().toString(), ids).ifPresent(id -> found.get(id).add(each));
    }
    return found;
  }

  /** The environment of a stack that the code at hand may not know. */
  private static Optional<EnvironmentId> owner(String stack, List<EnvironmentId> ids) {
    return ids.stream()
        .filter(id -> stack.startsWith(prefix(id)))
        .max(Comparator.comparingInt(id -> prefix(id).length()));
  }

  private static String prefix(EnvironmentId id) {
    return id.system() + "-" + id.environment() + "-";
  }
}
